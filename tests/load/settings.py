"""The house's own settings, with the bare view that filing is measured against beside it."""

from config.settings.local import *  # noqa: F403

ROOT_URLCONF = "tests.load.urls"
API_RATE = "1000000/min"
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"token": API_RATE}}  # noqa: F405
