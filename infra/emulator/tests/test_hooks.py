"""The hooks against the pinned versions, and that a missing name is an error."""

import unittest
from pathlib import Path
from types import SimpleNamespace

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
        from tasker_emulator import ministack_engine, moto_engine

        for owner, name, install in (
            (ministack_engine.lambda_runtime, "_worker_class_for", _install_ministack),
            (ministack_engine.lambda_svc, "_execute_function_docker", _install_ministack),
            (ministack_engine.stepfunctions, "_start_execution", _install_ministack),
            (ministack_engine.stepfunctions, "_emit_execution_status_event", _install_ministack),
            (moto_engine.expressions, "_eval_jsonata", _install_moto),
            (moto_engine.boto_client, "boto_client_for", _install_moto),
            (moto_engine.Preprocessor, "_query_language_per_scope", _install_moto),
        ):
            with self.subTest(name):
                value = getattr(owner, name)
                delattr(owner, name)
                try:
                    with self.assertRaisesRegex(MissingName, name):
                        install()
                finally:
                    setattr(owner, name, value)


def _install_ministack() -> None:
    from tasker_emulator import ministack_engine

    ministack_engine.install("http://127.0.0.1:1", Path("/java"), Path("/client"))


def _install_moto() -> None:
    from tasker_emulator import moto_engine

    moto_engine.install("http://127.0.0.1:1")
