//! How much memory the machine has for this process.

use std::fs;

use sysinfo::{MemoryRefreshKind, Pid, ProcessRefreshKind, ProcessesToUpdate, System};

/// The memory that this process can have: the machine's, or less where its control group or a limit of its address
/// space says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MachineMemory {
    /// All of it, used or not.
    pub total_bytes: u64,
    /// What can be had now without swapping.
    pub available_bytes: u64,
}

impl MachineMemory {
    /// As it is now; `None` where the system does not say.
    #[must_use]
    pub fn now() -> Option<Self> {
        let mut system = System::new().ok()?;
        system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
        let machine = Self { total_bytes: system.total_memory(), available_bytes: system.available_memory() };
        let own = Pid::from_u32(std::process::id());
        system.refresh_processes_specifics(ProcessesToUpdate::Some(&[own]), false, ProcessRefreshKind::nothing());
        let group = system.process(own).and_then(sysinfo::Process::cgroup_limits);
        let group = group.map(|limits| Self { total_bytes: limits.total_memory, available_bytes: limits.free_memory });
        let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
        let address_space = address_space(&limits).map(|bytes| Self { total_bytes: bytes, available_bytes: bytes });
        let lowest = [group, address_space].into_iter().flatten().fold(machine, Self::lower);
        (lowest.total_bytes > 0).then_some(lowest)
    }

    fn lower(self, other: Self) -> Self {
        Self {
            total_bytes: self.total_bytes.min(other.total_bytes),
            available_bytes: self.available_bytes.min(other.available_bytes),
        }
    }
}

/// The soft limit of the address space in bytes, from the text of Linux's `/proc/self/limits`; `None` if there is none.
fn address_space(limits: &str) -> Option<u64> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max address space"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_has_memory_and_some_of_it_is_available() {
        let memory = MachineMemory::now().expect("every supported system says");
        assert!(memory.total_bytes > 1 << 28, "{memory:?}");
        assert!((1..=memory.total_bytes).contains(&memory.available_bytes), "{memory:?}");
    }

    #[test]
    fn a_limit_of_the_address_space_is_read_as_linux_writes_it() {
        let limits = |soft: &str| {
            format!(
                "Limit                     Soft Limit           Hard Limit           Units     \n\
                 Max processes             96365                96365                processes \n\
                 Max address space         {soft:<20} unlimited            bytes     \n"
            )
        };
        assert_eq!(address_space(&limits("2048000000")), Some(2_048_000_000));
        assert_eq!(address_space(&limits("unlimited")), None);
        assert_eq!(address_space(""), None);
    }
}
