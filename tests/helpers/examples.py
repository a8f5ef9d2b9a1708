"""How many examples Hypothesis tries: few by default, many under ``--hypothesis-profile=thorough``."""

from hypothesis import HealthCheck, settings

DEFAULT, THOROUGH = "default", "thorough"


def register() -> None:
    """Register the two profiles, and load the default one; the command line may name the other."""
    suppressed = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    for name, number in ((DEFAULT, 20), (THOROUGH, 200)):
        settings.register_profile(
            name,
            max_examples=number,
            deadline=None,  # how fast a machine is, is no property of the code
            suppress_health_check=suppressed,
        )
    settings.load_profile(DEFAULT)


def examples(few: int, many: int) -> settings:
    """Return the settings of a test whose examples are costly, or cheap: how many in each profile."""
    return settings(max_examples=many if settings.get_current_profile_name() == THOROUGH else few)
