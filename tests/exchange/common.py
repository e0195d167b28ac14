"""What the checks of all formats share: the program, its runs of small networks, its answers, and the table."""
import csv
import pathlib
import shutil
import subprocess

HERE = pathlib.Path(__file__).parent
NETWORKS = sorted((HERE / "networks").glob("*.ron"))


def history(folder):
    """The rows of a run's history, or of one that an exported project has written."""
    with open(folder / "history.csv") as file:
        return list(csv.DictReader(file))


def difference(ours, theirs, columns=("loss", "val_loss")):
    """The largest difference of two histories."""
    assert len(ours) == len(theirs), (ours, theirs)
    return max(abs(float(a[name]) - float(b[name])) for a, b in zip(ours, theirs) for name in columns)


class Program:
    """The program with a folder to work in."""

    def __init__(self, bigode, work):
        self.bigode, self.work = pathlib.Path(bigode).resolve(), pathlib.Path(work).resolve()
        self.photos = self.work / "drawings"
        if not self.photos.exists():
            self("demo-data", self.photos, "--count", "80")

    def __call__(self, *arguments, code=0):
        """Runs a command that must end with this code; gives what it printed."""
        command = [self.bigode, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != code:
            raise SystemExit(f"exit {done.returncode}, not {code}: {command}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def run(self, config, *options, name=None):
        """A run of a network, trained once."""
        run = self.work / "runs" / (name or config.stem)
        if not run.exists():
            self("train", self.photos, "--config", config, "--out", run, *options)
        return run

    def project(self, run):
        """The run as a project for many machines."""
        project = self.work / f"{run.name}-project"
        shutil.rmtree(project, ignore_errors=True)
        self("export", run, "--to", "cluster", "--out", project)
        return project

    def answers(self, run, photos):
        """The run's probabilities for each photo, by its name."""
        table = self.work / "answers.csv"
        self("predict", run, photos, "--csv", table)
        with open(table) as file:
            rows = list(csv.reader(file))
        return {row[0]: [float(value) for value in row[3:-1]] for row in rows[1:]}


def report(format, tool, what, difference, limit):
    """A row of the table; fails where the difference is too large."""
    print(f"| {format}: {what} | {tool} | {difference:.1e} | {limit:.0e} |", flush=True)
    if not difference <= limit:
        raise SystemExit(f"{format}: {what}: a difference of {difference}, and at most {limit} is allowed")
