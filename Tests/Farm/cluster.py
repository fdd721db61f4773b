"""A Slurm cluster on this machine: one controller, two nodes, without systemd.

    python3 Tests/Farm/cluster.py start FOLDER    prints the SLURM_CONF to use
    python3 Tests/Farm/cluster.py stop FOLDER

All listen on 127.0.0.1 only. Needs Debian's slurmctld, slurmd, slurm-client and munge, and root.
"""

import os
import pathlib
import select
import signal
import socket
import subprocess
import sys

NODES = ("n1", "n2")

# After a node is lost its tasks wait for cred_expire; 10 seconds is the least that Slurm takes.
CONFIGURATION = """\
ClusterName=local
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket={folder}/run/munge.sock,cred_expire=10
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/run/slurmctld.pid
SlurmdPidFile={folder}/run/slurmd-%n.pid
SlurmctldLogFile={folder}/log/slurmctld.log
SlurmdLogFile={folder}/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,sched_interval=1,bf_interval=1
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
JobRequeue=1
SlurmdTimeout=10
BatchStartTimeout=5
KillWait=2
MinJobAge=5
MaxArraySize=8
"""


class Cluster:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        self.environment = {**os.environ, "SLURM_CONF": str(self.folder / "slurm.conf")}

    def start(self):
        for name in ("run", "log", "state"):
            (self.folder / name).mkdir(parents=True)
        # The key's owner has to own the folder of the socket, and others may not write to it.
        os.chmod(self.folder, 0o755)
        key = self.folder / "run" / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o600)
        ports = free_ports(1 + len(NODES))
        text = CONFIGURATION.format(folder=self.folder, ports=ports)
        for name, port in zip(NODES, ports[1:]):
            text += (
                f"NodeName={name} NodeHostname=localhost NodeAddr=127.0.0.1 Port={port} "
                "CPUs=1 State=UNKNOWN\n"
            )
        text += f"PartitionName=render Nodes={','.join(NODES)} Default=YES MaxTime=INFINITE State=UP\n"
        (self.folder / "slurm.conf").write_text(text)
        run = self.folder / "run"
        self.run(
            "munged", "--force", f"--key-file={key}", f"--socket={run}/munge.sock",
            f"--pid-file={run}/munged.pid", f"--log-file={self.folder}/log/munged.log",
            f"--seed-file={run}/seed",
        )
        self.run("slurmctld")
        for name in NODES:
            self.start_node(name)

    def start_node(self, name):
        self.run("slurmd", "-N", name)

    def kill_node(self, name):
        """Takes a node away as a power cut does: the daemon, and all that it has started."""
        daemon = self.process(f"slurmd-{name}")
        lost = [daemon]
        for process in processes():
            if f"[{name}]" in process[2] or f"spool-{name}" in process[2]:
                lost.append(process[0])
        # slurmstepd is no child of the daemon's; it tells its node in its environment's log.
        for pid, _, line in processes():
            if "slurmstepd" in line and self.node_of(pid) == name:
                lost += [pid, *descendants(pid)]
        for pid in lost:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def node_of(self, pid):
        """The node whose folder a step daemon works in."""
        for path in opened(pid):
            for name in NODES:
                if f"slurmd-{name}.log" in path or f"spool-{name}" in path:
                    return name
        return None

    def process(self, name):
        return int((self.folder / "run" / f"{name}.pid").read_text())

    def stop(self):
        """Ends every daemon and task of the cluster, and returns when none writes any more."""
        daemons = [f"slurmd-{name}" for name in NODES] + ["slurmctld", "munged"]
        for name in daemons:
            try:
                end(self.process(name), signal.SIGTERM)
            except FileNotFoundError:
                pass
        # Steps and their tasks outlive the daemons that have started them.
        for pid in self.left():
            end(pid, signal.SIGKILL)

    def left(self):
        """Processes that have something to do with the cluster's folder."""
        mark = str(self.folder.parent)
        found = set()
        for pid, _, line in processes():
            if pid != os.getpid() and (mark in line or any(mark in path for path in opened(pid))):
                found |= {pid, *descendants(pid)}
        return found - {os.getpid()}

    def run(self, *words):
        done = subprocess.run(words, env=self.environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{words[0]}: {done.stderr}")
        return done.stdout


def free_ports(count):
    """Ports of 127.0.0.1 that nobody listens on."""
    sockets = []
    for _ in range(count):
        opened = socket.socket()
        opened.bind(("127.0.0.1", 0))
        sockets.append(opened)
    ports = [opened.getsockname()[1] for opened in sockets]
    for opened in sockets:
        opened.close()
    return ports


def opened(pid):
    """The folder that a process works in, and what it has open; nothing where it is gone."""
    try:
        folder = os.readlink(f"/proc/{pid}/cwd")
        return [folder, *(os.readlink(entry.path) for entry in os.scandir(f"/proc/{pid}/fd"))]
    except OSError:
        return []


def end(pid, number, seconds=20):
    """Sends a signal and waits for the end, which is forced if it does not come."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        for number in (number, signal.SIGKILL):
            signal.pidfd_send_signal(descriptor, number)
            if select.select([descriptor], [], [], seconds)[0]:
                return
    except ProcessLookupError:
        pass
    finally:
        os.close(descriptor)


def processes():
    """Number, parent and command line of every process."""
    found = []
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            line = pathlib.Path(entry.path, "cmdline").read_bytes().replace(b"\0", b" ")
            status = pathlib.Path(entry.path, "stat").read_text()
        except OSError:
            continue
        parent = int(status.rpartition(")")[2].split()[1])
        found.append((int(entry.name), parent, line.decode(errors="replace")))
    return found


def descendants(pid):
    all_processes = processes()
    found = [pid]
    for ancestor in found:
        found += [child for child, parent, _ in all_processes if parent == ancestor]
    return found[1:]


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("start", "stop"):
        sys.exit(__doc__)
    cluster = Cluster(sys.argv[2])
    if sys.argv[1] == "start":
        cluster.start()
        print(f"export SLURM_CONF={cluster.folder}/slurm.conf")
    else:
        cluster.stop()
