"""A migrated database in a file of its own for each test, and no broker to reach."""

from tests.models.conftest import migrated

__all__ = ["migrated"]
