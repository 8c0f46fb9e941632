"""Settings, from the environment, read top to bottom.

What `.env.example` lists may be set in the environment or in a file `.env` beside `manage.py`.
When nothing is said, this is a production server behind https.
"""

import shlex
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# Who runs it: names and colour

SERVICE_NAME = env("SERVICE_NAME", default="Recommendations tracker")
COUNCIL_NAME = env("COUNCIL_NAME", default="Our council")
# Under which others may use what is exported; said in every export.
DATA_LICENCE = env("DATA_LICENCE", default="Not stated. Ask the council before using it elsewhere.")
BRAND_COLOUR = env("BRAND_COLOUR", default="#1d4f73")
CONTACT = env("CONTACT", default="")
# Shown on every page when it is not empty.
DEMONSTRATION_NOTICE = env("DEMONSTRATION_NOTICE", default="")

# True where the public may read what is classified as public, without signing in.
PUBLIC_REGISTER = env.bool("PUBLIC_REGISTER", default=False)

# Secrets and addresses

SECRET_KEY = env("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Set SECRET_KEY in the environment or in .env: at least 50 random characters, such as from "
        '`python3 -c "import secrets; print(secrets.token_urlsafe(50))"`. '
        "To look round without setting anything, use `make demo`."
    )
# Secrets that were used before: what they signed or closed can still be read.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
# Where people get here, as letters and reminders say it.
SERVICE_URL = env("SERVICE_URL", default=f"https://{ALLOWED_HOSTS[0]}/" if ALLOWED_HOSTS else "")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# The parts

INSTALLED_APPS = [
    "accounts.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "simple_history",
    "import_export",
    "django_filters",
    "csp",
    "allauth.account",
    "allauth.mfa",
    "audit",
    "bodies",
    "accounts",
    "motions",
    "reviews",
    "recommendations",
    "correspondence",
    "imports",
    "following",
    "reporting",
    "cse_tracker",
]

# From the outside in: what is further out sees the answers of all that is further in, refusals too.
MIDDLEWARE = [
    "cse_tracker.middleware.log_lines.RequestNumbers",
    "cse_tracker.middleware.log_lines.Refusals",
    "cse_tracker.middleware.headers.BrowserLimits",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cse_tracker.middleware.headers.NothingKept",
    "cse_tracker.middleware.refusals.KnownMethods",
    "cse_tracker.middleware.refusals.KnownBodies",
    "cse_tracker.middleware.refusals.ReadableText",
    "cse_tracker.middleware.headers.AdminStyles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SessionLimits",
    "accounts.middleware.SlowDown",
    "accounts.visitor.SignInUnlessPublic",
    "accounts.middleware.SecondFactorFirst",
    "accounts.middleware.KeptForms",
    "simple_history.middleware.HistoryRequestMiddleware",
    "audit.route.RouteOfRequest",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "cse_tracker.urls"
WSGI_APPLICATION = "cse_tracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["cse_tracker.templatetags.components"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cse_tracker.context.site",
            ],
        },
    },
]
FORM_RENDERER = "cse_tracker.forms.Renderer"

# Where the record is kept

DATABASES = {
    "default": {
        **env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'tracker.sqlite3'}"),
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=600),
        "CONN_HEALTH_CHECKS": True,
    }
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # Without these, two people who save at once meet "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        ),
    }
else:
    # Pages ask many short questions: compiling one takes the server longer than answering it.
    given = DATABASES["default"].get("OPTIONS", {})
    DATABASES["default"]["OPTIONS"] = {"options": "-c jit=off", **given}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SIMPLE_HISTORY_DATE_INDEX = "Composite"

# Where the sealed record is anchored: a file, and people who are mailed
AUDIT_ANCHOR_FILE = env("AUDIT_ANCHOR_FILE", default="")
AUDIT_ANCHOR_MAIL = env.list("AUDIT_ANCHOR_MAIL", default=[])

# People

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name", "post"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["accounts.backend.EmailAndPassword"]
PASSWORD_RESET_TIMEOUT = 60 * 60
# False only in a demonstration: its people share a password, and would share a telephone.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)
# True where a proxy stands in front: it says whom a request comes from.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)

SESSION_IDLE_SECONDS = 30 * 60
SESSION_LONGEST_SECONDS = 12 * 60 * 60
# Longer than both: what is sent from a page left open over night is known to be somebody's, and
# kept for them, though they are no longer signed in.
SESSION_COOKIE_AGE = 24 * 60 * 60

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_SESSION_REMEMBER = False
# Ours are in accounts.tries: allauth's would count in a cache that each process has for itself.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "login": "accounts.forms.secrets.SignIn",
    "change_password": "accounts.forms.secrets.ChangePassword",
    "reset_password": "accounts.forms.secrets.ForgottenPassword",
    "reset_password_from_key": "accounts.forms.secrets.ReplacePassword",
    "reauthenticate": "accounts.forms.secrets.ConfirmPassword",
}
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RATE_LIMITS = False
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "accounts.forms.secrets.SecondFactor",
    "reauthenticate": "accounts.forms.secrets.ConfirmSecondFactor",
    "activate_totp": "accounts.forms.secrets.SetUpApp",
    "add_webauthn": "accounts.forms.secrets.AddPasskey",
    "edit_webauthn": "accounts.forms.secrets.RenamePasskey",
}

# The council's own sign-in, such as Entra ID, beside the password. Nothing of it is there unless
# an issuer is named.
OIDC_ISSUER = env("OIDC_ISSUER", default="")
OIDC_NAME = env("OIDC_NAME", default="your council account")
if OIDC_ISSUER:
    INSTALLED_APPS += ["allauth.socialaccount", "accounts.single_sign_on"]
    SOCIALACCOUNT_ADAPTER = "accounts.single_sign_on.adapter.InvitedPeopleOnly"
    SOCIALACCOUNT_LOGIN_ON_GET = True
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "council",
                    "name": OIDC_NAME,
                    "client_id": env("OIDC_CLIENT_ID"),
                    "secret": env("OIDC_CLIENT_SECRET"),
                    "settings": {
                        "server_url": OIDC_ISSUER,
                        "fetch_userinfo": False,
                        "oauth_pkce_enabled": True,
                    },
                }
            ]
        }
    }

# Letters: invitations, forgotten passwords, changes to how somebody signs in

vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="tracker@localhost")

# Language, dates

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "cse_tracker.formats"

# Static files

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static-build"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Files given as evidence

# Outside what any web server serves: each is read through a page that asks who may see it.
MEDIA_ROOT = BASE_DIR / env("FILES_ROOT", default="var/files")
EVIDENCE_MAX_MB = env.int("EVIDENCE_MAX_MB", default=10)
# Reads the file from its standard input: 0 means nothing found, 1 that something was.
EVIDENCE_SCAN_COMMAND = shlex.split(env("EVIDENCE_SCAN_COMMAND", default=""))

# A spreadsheet that is imported: what it may have, and what the process that parses it may take.
IMPORT_MAX_MB = env.int("IMPORT_MAX_MB", default=10)
IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", default=50_000)
IMPORT_MAX_COLUMNS = env.int("IMPORT_MAX_COLUMNS", default=200)
IMPORT_MEMORY_MB = env.int("IMPORT_MEMORY_MB", default=300)
IMPORT_SECONDS = env.int("IMPORT_SECONDS", default=20)
# django-import-export gives resources alone. Should its own pages ever be mounted: only whoever may
# import or export here, after a confirmation, all or nothing, and no formula.
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import_register"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export_register"
IMPORT_EXPORT_SKIP_ADMIN_CONFIRM = False
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

# A preview that nobody confirms within this many days expires.
IMPORT_PREVIEW_DAYS = env.int("IMPORT_PREVIEW_DAYS", default=7)

# Protection

# True only where there is no https at all: a demonstration on one machine, tests.
PLAIN_HTTP = env.bool("PLAIN_HTTP", default=False)
SECURE_SSL_REDIRECT = not PLAIN_HTTP
# Whatever watches the process asks on the machine itself, without https.
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
# A browser takes a name with this prefix over https alone, for the whole host and no other.
_PREFIX = "" if PLAIN_HTTP else "__Host-"
SESSION_COOKIE_NAME = f"{_PREFIX}sessionid"
SESSION_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# No cookie of its own for what the next page says.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_NAME = f"{_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = not PLAIN_HTTP
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else env.int("HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = not PLAIN_HTTP
SECURE_HSTS_PRELOAD = not PLAIN_HTTP
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "cse_tracker.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
# The words of a form; then a request with files in it, whole. What reads a file has its own limit.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# A file of evidence, or a spreadsheet, with what is typed beside it.
REQUEST_MAX_BYTES = (20 + max(EVIDENCE_MAX_MB, IMPORT_MAX_MB)) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# What happened, to whoever keeps the logs

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "cse_tracker.logs.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # Signing in, and whatever is refused: always written.
        "security": {"level": "INFO"},
        # Their refusals are among those.
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "CRITICAL"},
    },
}
