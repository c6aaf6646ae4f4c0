"""``python -m coopctl`` is ``coopctl``."""

from coopctl.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
