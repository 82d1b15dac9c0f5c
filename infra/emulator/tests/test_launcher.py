"""How the emulator starts and ends."""

import signal
import unittest
import urllib.request

from tests.running import RunningEmulator


class LauncherTest(unittest.TestCase):
    def setUp(self) -> None:
        self.emulator = RunningEmulator()
        self.addCleanup(self.emulator.close)

    def test_a_second_start_says_that_it_runs_and_stop_ends_it(self) -> None:
        second = self.emulator.tell("start")
        self.assertEqual((second.returncode, second.stdout), (1, ""))
        self.assertEqual(second.stderr, f"emulator: it runs already at {self.emulator.endpoint}\n")
        status = self.emulator.tell("status")
        self.assertIn(f"export AWS_ENDPOINT_URL={self.emulator.endpoint}\n", status.stdout)
        self.assertEqual(self.emulator.tell("stop").returncode, 0)
        self.assertEqual(self.emulator.processes_left(), [])
        self.assertEqual(self.emulator.launcher.wait(5), 0)
        self.assertEqual(self.emulator.tell("status").returncode, 1)
        self.assertEqual(self.emulator.tell("stop").stderr, "emulator: it does not run\n")
        self.assertEqual(
            sorted(file.name for file in self.emulator.folder.iterdir()), ["lock", "ministack.log", "moto.log"]
        )

    def test_an_interrupt_leaves_nothing_behind(self) -> None:
        self.emulator.launcher.send_signal(signal.SIGINT)
        self.assertEqual(self.emulator.launcher.wait(10), 0)
        self.assertEqual(self.emulator.processes_left(), [])

    def test_a_killed_launcher_leaves_nothing_behind(self) -> None:
        self.emulator.launcher.kill()
        self.emulator.launcher.wait()
        self.emulator.wait_until_gone()
        self.assertEqual(self.emulator.tell("status").returncode, 1)

    def test_it_ends_when_standard_input_ends(self) -> None:
        assert self.emulator.launcher.stdin
        self.emulator.launcher.stdin.close()
        self.assertEqual(self.emulator.launcher.wait(10), 0)
        self.assertEqual(self.emulator.processes_left(), [])

    def test_nothing_listens_beyond_loopback(self) -> None:
        for name in ("ministack", "moto"):
            port = self.emulator.state[name]["port"]
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_ministack/health" if name == "ministack" else f"http://127.0.0.1:{port}/moto-api/").close()
        with open("/proc/net/tcp") as sockets:
            listening = {line.split()[1] for line in sockets if line.split()[3] == "0A"}
        ports = {f"{self.emulator.state[name]['port']:04X}" for name in ("ministack", "moto")}
        self.assertEqual({address for address in listening if address[-4:] in ports}, {f"0100007F:{p}" for p in ports})
