"""The catalogue as a WSGI application, for granian or any other server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catalogue.settings")

application = get_wsgi_application()

# Nearly all objects go with their last use; the collector looks for cycles among those
# that stay, with all threads halted. What was made until now stays as long as the
# process, and one page or import makes thousands of objects at once: at Python's own
# numbers (700, 10, 10) the whole heap was looked through again and again for nothing.
# Imports of thousands of methods do leave cycles: these are looked for about once in
# such an import.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 5, 5)
