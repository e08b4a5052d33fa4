"""Settings: safe for production as they stand, changed only by the environment.

docs/running.md explains every variable. `make run` sets them for a local run.
"""

from pathlib import Path
from typing import Any

import pghistory
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from catalogue import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environment.optional_text("CATALOGUE_VAR") or BASE_DIR / "var")

SECRET_KEY = environment.text("CATALOGUE_SECRET_KEY")
ALLOWED_HOSTS = environment.words("CATALOGUE_HOSTS")
DEBUG = environment.yes_or_no("CATALOGUE_DEBUG", default=False)
HTTPS = environment.yes_or_no("CATALOGUE_HTTPS", default=True)

INSTALLED_APPS = [
    "catalogue.desk.admin_app.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "pgtrigger",
    "pghistory",
    "catalogue.places",
    "catalogue.accounts",
    "catalogue.methods",
    "catalogue.rounds",
    "catalogue.practice",
    "catalogue.desk",
    "catalogue.public",
]

MIDDLEWARE = [
    "catalogue.public.page_keeping.KeptPagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "catalogue.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "catalogue.urls"
WSGI_APPLICATION = "catalogue.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "catalogue.public.context.site",
            ],
        },
    },
]

# The pool keeps connections between requests: a new one costs 7 to 14 ms.
POOL_SIZE = environment.whole_number("CATALOGUE_DATABASE_POOL", default=8)
_database: dict[str, Any] = environment.postgresql("DATABASE_URL")
if POOL_SIZE:
    # The trigger of every row asks for it. Where it is missing, each answer is an error
    # that is caught, and costs more the more checks wait for the commit. Not for
    # PgBouncer, which refuses what it does not know.
    _options = environment.with_setting(_database["OPTIONS"], "pgtrigger.ignore", "{}")
    _pool = {"min_size": 1, "max_size": POOL_SIZE, "timeout": 10}
    _database["OPTIONS"] = {**_options, "pool": _pool}
_database["TEST"] = {
    "NAME": environment.optional_text("CATALOGUE_TEST_DATABASE") or None,
    # The order of Chinese titles must not depend on the server's own locale.
    "TEMPLATE": "template0",
}
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "catalogue" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/files/"
MEDIA_ROOT = VAR_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Everything comes from this host and nothing is written inline, the admin included.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
BEHIND_PROXY = environment.yes_or_no("CATALOGUE_BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Messages of rounds wait in their outbox; `send_round_messages` sends what is released.
EMAIL_HOST = environment.optional_text("CATALOGUE_EMAIL_HOST")
EMAIL_PORT = environment.whole_number("CATALOGUE_EMAIL_PORT", default=25)
EMAIL_HOST_USER = environment.optional_text("CATALOGUE_EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.optional_text("CATALOGUE_EMAIL_PASSWORD")
EMAIL_USE_TLS = environment.yes_or_no("CATALOGUE_EMAIL_STARTTLS", default=False)
EMAIL_USE_SSL = environment.yes_or_no("CATALOGUE_EMAIL_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.optional_text("CATALOGUE_EMAIL_FROM")

# A public query never needs more; thousands of parameters are refused with 400.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Memory of one server process for whole pages; 0 keeps none.
KEPT_PAGES_MEGABYTES = environment.whole_number(
    "CATALOGUE_KEPT_PAGES_MEGABYTES", default=64
)

# The API is read by anybody: no session, no cookie, nothing but JSON.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "catalogue.public.api.errors.json_error",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    # Callers are told apart by the address that the nearest proxy saw.
    "NUM_PROXIES": 1 if BEHIND_PROXY else 0,
}
API_REQUESTS_A_MINUTE = environment.whole_number(
    "CATALOGUE_API_REQUESTS_A_MINUTE", default=3_000
)
# Downloads that are work: long exports, booklets and Word files.
DOWNLOADS_A_MINUTE = environment.whole_number(
    "CATALOGUE_DOWNLOADS_A_MINUTE", default=60
)
# The public form that tells of an adoption (docs/decisions/adoption.md).
ADOPTION_REPORTS_A_MINUTE = environment.whole_number(
    "CATALOGUE_ADOPTION_REPORTS_A_MINUTE", default=6
)
ADOPTION_REPORTS_AN_HOUR = environment.whole_number(
    "CATALOGUE_ADOPTION_REPORTS_AN_HOUR", default=240
)
ADOPTION_CONTACT_DAYS = environment.whole_number(
    "CATALOGUE_ADOPTION_CONTACT_DAYS", default=180
)
SPECTACULAR_SETTINGS = {
    "TITLE": _("Community Work Methods Catalogue"),
    "DESCRIPTION": _("Published work methods with their places, rounds and sources."),
    "VERSION": "1",
    "LICENSE": {
        "name": "CC BY 4.0",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    },
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "POSTPROCESSING_HOOKS": [],
}

# Whom the keepers of other servers can ask about our check of links: an address of
# mail or of a page. It stands in every request.
CONTACT = environment.optional_text("CATALOGUE_CONTACT")

# What happened stays as it was written down, for everybody.
PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = (
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
