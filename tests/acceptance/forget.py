"""Stop and remove the embedded database of WAAKVLAM_HOME: the end of an acceptance run."""

import shutil

from waakvlam.config import database

if __name__ == "__main__":
    server = database.embedded()
    server.stop("immediate")
    shutil.rmtree(server.base, ignore_errors=True)
