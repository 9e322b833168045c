"""A worker is killed in the middle of two thousand writes by sixteen at once: every object that was acknowledged is there, whole."""

from tests.clients.hands import assume
from tests.load.amounts import amount
from tests.load.writers import WRITERS, Writers

WRITES = amount(600, 2000)


def test_what_was_acknowledged_before_a_sigkill_is_there_with_its_etag(own_server):
    credentials = assume(own_server)["Credentials"]
    writers = Writers(own_server.aws_port, credentials, WRITES)
    writers.cut_short(own_server)
    assert WRITES // 2 <= len(writers.acknowledged) < WRITES - WRITERS, "it was killed in the middle"
    assert not writers.refused
    own_server.start()
    assert not writers.missing(own_server.aws_port)
