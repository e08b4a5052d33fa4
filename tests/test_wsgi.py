import json
import subprocess
import sys

# In a process of its own: the collector is one for all tests otherwise.
STATE = """
import gc, json

import catalogue.wsgi

print(json.dumps([gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()]))
"""


def test_collector_stays_on_and_leaves_what_the_start_made_alone():
    done = subprocess.run(
        [sys.executable, "-c", STATE], capture_output=True, check=True
    )
    is_on, threshold, left_alone = json.loads(done.stdout)

    assert is_on
    assert threshold == [50_000, 5, 5]
    assert left_alone > 100_000
