from syndicate.store.engines.migrate import migrations


def test_steps_are_numbered_one_by_one_and_alike_on_both_engines() -> None:
    steps = {engine: migrations(engine) for engine in ("sqlite", "postgresql")}
    # Two steps of one number: the second would never be taken.
    for found in steps.values():
        assert [step.number for step in found] == list(range(1, len(found) + 1))
    assert [step.name for step in steps["sqlite"]] == [step.name for step in steps["postgresql"]]
