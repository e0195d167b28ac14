//! What one window saves for the next.

use eframe::Storage as _;
use eframe::egui::{Theme, ThemePreference, vec2};
use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use super::steps::press;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::data::drawings;
use crate::text::Language;

#[test]
fn how_the_window_looks_and_what_was_opened_survive_a_restart() {
    let mut window = Window::open();
    let (first, second) = (window.folder.path().join("first"), window.folder.path().join("second"));
    for folder in [&first, &second] {
        drawings::write(folder, 10, 5).expect("the folder can be written");
        window.drop_files(std::slice::from_ref(folder));
        window.until("it is open", |window| {
            window.state().subject.data.dataset.as_ref().is_some_and(
                |dataset| matches!(&dataset.source, crate::config::DataSource::Path(path) if path == folder),
            )
        });
    }
    press(&mut window, Command::SwitchTheme);
    press(&mut window, Command::LargerText);
    press(&mut window, Command::LargerText);
    press(&mut window, Command::SwitchLanguage);
    press(&mut window, Command::GoNetwork);
    assert_eq!(window.harness.ctx.theme(), Theme::Light);
    window.harness.state_mut().remember_experiment();
    let settings = window.state().settings.clone();
    let (folder, memory) = window.close();

    let mut window = Window::start(folder, vec2(1280.0, 800.0), small_experiment(1), &memory);
    let state = window.state();
    assert_eq!(state.settings, settings);
    assert_eq!((state.language, state.page()), (Language::Portuguese, Page::Network));
    assert_eq!(state.settings.theme, ThemePreference::Light);
    let recent = [second.display().to_string(), first.display().to_string()];
    assert_eq!(state.settings.recent, [second, first], "the newest first");
    assert!((window.harness.ctx.zoom_factor() - 1.2).abs() < 1e-6);
    window.harness.get_by_label("3 Rede");
    press(&mut window, Command::GoData);
    window.until("the last photos are open", |window| window.state().subject.data.dataset.is_some());
    window.harness.get_by_label("Abrir outras…").click();
    window.harness.run_steps(3);
    for name in recent {
        window.harness.get_by_label(&name);
    }
}

#[test]
fn a_damaged_setting_has_its_default_and_the_others_stay() {
    let mut window = Window::open();
    press(&mut window, Command::SwitchLanguage);
    press(&mut window, Command::LargerText);
    press(&mut window, Command::GoNetwork);
    press(&mut window, Command::SwitchTheme);
    let (folder, mut memory) = window.close();
    memory.set_string("theme", "no theme".to_owned());
    let window = Window::start(folder, vec2(1280.0, 800.0), small_experiment(1), &memory);
    let settings = &window.state().settings;
    assert_eq!(settings.theme, ThemePreference::System);
    assert_eq!((settings.language, settings.page), (Some(Language::Portuguese), Page::Network));
    assert!((settings.zoom - 1.1).abs() < 1e-6);
}
