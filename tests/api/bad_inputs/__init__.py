"""What clients get wrong, and what each is answered."""

from __future__ import annotations

from tests.api.bad_inputs.addresses import BAD_ADDRESSES
from tests.api.bad_inputs.audiences import BAD_AUDIENCES
from tests.api.bad_inputs.curations import BAD_CURATIONS
from tests.api.bad_inputs.new_scans import BAD_NEW_SCANS
from tests.api.bad_inputs.queries import BAD_QUERIES

BAD_INPUTS = [*BAD_NEW_SCANS, *BAD_ADDRESSES, *BAD_CURATIONS, *BAD_AUDIENCES, *BAD_QUERIES]
