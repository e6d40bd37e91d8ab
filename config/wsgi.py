"""What a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

# Texts are checked in the web server's own processes too: read the models before it forks, once for all of them.
from moderation.workflow.engine import preload  # noqa: E402 - the applications must be there first

preload()
