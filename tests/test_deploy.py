"""Production settings: Django's own check for deployment finds nothing, and nothing starts without secrets."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.proves("C19")
HERE = Path(__file__).resolve().parents[1]
SECRETS = ("WAAKVLAM_SECRET_KEY", "WAAKVLAM_SUBJECT_KEY", "WAAKVLAM_SIGNIN_KEY", "WAAKVLAM_FILE_KEY")


def run(tmp_path, *command: str, without: str = "", files: bool = False) -> subprocess.CompletedProcess:
    """In production's environment: a real address of a database (that is not called), secrets, https."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("WAAKVLAM_", "DATABASE_"))}
    environment |= {"DATABASE_URL": "postgresql://app@db.example.org/waakvlam", "WAAKVLAM_HOME": str(tmp_path),
                    "WAAKVLAM_HOSTS": "waakvlam.example.org", "WAAKVLAM_BASE_URL": "https://waakvlam.example.org",
                    "PYTHONPATH": str(HERE / "src")}
    for name in SECRETS:
        if name == without:
            continue
        value = "".join(chr(97 + (n * 7 + len(name)) % 26) for n in range(64)) + "0123456789"
        if files:
            (tmp_path / name).write_text(value + "\n")
            environment[f"{name}_FILE"] = str(tmp_path / name)
        else:
            environment[name] = value
    return subprocess.run([sys.executable, *command], cwd=HERE, env=environment, text=True, capture_output=True)


@pytest.mark.parametrize("files", [False, True], ids=["environment", "files"])
def test_the_check_for_deployment_finds_nothing(tmp_path, files):
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", files=files)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_cookie_is_for_https_and_this_host_alone(tmp_path):
    asked = ("import django; django.setup(); from django.conf import settings as s; "
             "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
             "s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS >= 31536000, s.DEMO)")
    os_settings = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'waakvlam.config.settings'; "
    told = run(tmp_path, "-c", os_settings + asked).stdout.split()
    assert told == ["__Host-waakvlam", "__Host-csrftoken", *["True"] * 6, "False"]


@pytest.mark.parametrize("name", SECRETS)
def test_nothing_starts_without_its_secrets(tmp_path, name):
    done = run(tmp_path, "manage.py", "check", without=name)
    assert done.returncode != 0
    assert name in done.stderr


def test_the_cookies_that_we_name_ourselves_carry_the_prefix_too(tmp_path):
    asked = ("import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'waakvlam.config.settings'; import django; django.setup(); "
             "from django.conf import settings as s; from waakvlam.web.said import Said; from waakvlam.web import context; "
             "from waakvlam.rights import visits; from waakvlam.signin import devices; "
             "print(s.LANGUAGE_COOKIE_NAME, Said.cookie_name, context.THEME_COOKIE, devices.cookie_name(), visits.COOKIE)")
    *whole, visit = run(tmp_path, "-c", asked).stdout.split()
    assert len(whole) == 4
    assert all(name.startswith("__Host-") for name in whole)
    assert visit == "__Secure-waakvlam_mijn"  # bound to /mijn/, which __Host- does not allow


@pytest.mark.parametrize(("url", "mail", "told"), [
    ("postgresql://app@db.example.org/w", "mail.example.org", "require True"),
    ("postgresql://app@db.example.org/w?sslmode=verify-full", "localhost", "verify-full False"),
    ("postgresql://app@/w?host=/run/postgresql", "", "None False")], ids=["elsewhere", "as-the-operator-says", "here"])
def test_mail_and_database_on_another_machine_are_spoken_to_in_private(tmp_path, url, mail, told):
    asked = ("import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'waakvlam.config.settings'; "
             f"os.environ['DATABASE_URL'] = '{url}'; os.environ['WAAKVLAM_SMTP_HOST'] = '{mail}'; "
             "import django; django.setup(); from django.conf import settings as s; "
             "print(s.DATABASES['default']['OPTIONS'].get('sslmode'), s.EMAIL_USE_TLS)")
    assert run(tmp_path, "-c", asked).stdout.strip() == told
