"""These tests need scikit-learn."""

import pytest

pytest.importorskip("sklearn")
