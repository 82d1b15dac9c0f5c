"""The hooks against the pinned versions, and that a missing name is an error."""

import subprocess
import sys
import unittest
from types import SimpleNamespace

from tasker_emulator import installation
from tasker_emulator.hooks import MissingName, existing, replace


class HooksTest(unittest.TestCase):
    def test_a_name_that_does_not_exist_is_an_error(self) -> None:
        engine = SimpleNamespace(here=1)
        with self.assertRaisesRegex(MissingName, "`.*gone` does not exist"):
            existing(engine, "gone")
        with self.assertRaises(MissingName):
            replace(engine, "gone", 2)
        self.assertFalse(hasattr(engine, "gone"))

    def test_a_name_that_exists_is_replaced(self) -> None:
        engine = SimpleNamespace(here=1)
        self.assertEqual(replace(engine, "here", 2), 1)
        self.assertEqual(engine.here, 2)

    def test_a_private_name_that_went_away_stops_the_engine(self) -> None:
        for engine, owner, name in (
            ("ministack", "lambda_runtime", "_worker_class_for"),
            ("ministack", "lambda_svc", "_execute_function_docker"),
            ("ministack", "stepfunctions", "_start_execution"),
            ("ministack", "stepfunctions", "_emit_execution_status_event"),
            ("moto", "expressions", "_eval_jsonata"),
            ("moto", "boto_client", "boto_client_for"),
            ("moto", "Preprocessor", "_query_language_per_scope"),
        ):
            with self.subTest(name):
                self.assertIn(f"{name}` does not exist", _installed(engine, f"del engine.{owner}.{name}"))

    def test_every_hook_finds_its_name_in_the_pinned_versions(self) -> None:
        for engine in ("ministack", "moto"):
            with self.subTest(engine):
                self.assertEqual(_installed(engine, "pass"), "")


def _installed(engine: str, first: str) -> str:
    """What went wrong when the hooks were installed into an engine, after a statement; each time in a new process."""
    arguments = {"ministack": "'http://127.0.0.1:1', Path('/java'), Path('/client')", "moto": "'http://127.0.0.1:1'"}
    program = f"""
from pathlib import Path
from tasker_emulator import {engine}_engine as engine
{first}
engine.install({arguments[engine]})
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=installation.HERE, capture_output=True, text=True)
    return done.stderr.strip() if done.returncode else ""
