from __future__ import annotations

import threading

import pytest

from lumen.core.worker import Worker, WorkerBusyError


@pytest.fixture
def worker():
    made = Worker("test-worker", capacity=4)
    made.start()
    yield made
    made.stop()


def test_tasks_run_in_order_on_the_named_thread(worker):
    seen: list[object] = []
    for number in range(3):
        worker.submit(lambda number=number: seen.append(number))
    name = worker.call(lambda: threading.current_thread().name).result(2)
    assert (seen, name) == ([0, 1, 2], "test-worker")


def test_a_full_queue_is_refused(worker):
    gate = threading.Event()
    busy = threading.Event()
    worker.submit(lambda: (busy.set(), gate.wait(5)))
    assert busy.wait(2)
    for _ in range(4):
        worker.submit(lambda: None)
    with pytest.raises(WorkerBusyError):
        worker.submit(lambda: None)
    gate.set()


def test_a_failing_task_is_logged_by_type_alone(worker, caplog):
    def fail() -> None:
        raise ValueError("what the user said")

    worker.submit(fail)
    assert worker.call(lambda: 1).result(2) == 1
    assert "ValueError" in caplog.text
    assert "what the user said" not in caplog.text


def test_exceptions_reach_the_caller(worker):
    def fail() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        worker.call(fail).result(2)


def test_a_refused_call_can_say_why(worker):
    worker.stop()
    why = OSError("no more")
    assert worker.call(lambda: 1, why).exception(2) is why
    with pytest.raises(WorkerBusyError):
        worker.call(lambda: 1)


def test_a_cancelled_call_is_not_run(worker):
    gate, ran = threading.Event(), threading.Event()
    worker.submit(lambda: gate.wait(5))
    future = worker.call(ran.set)
    assert future.cancel()
    gate.set()
    worker.call(lambda: None).result(2)
    assert not ran.is_set()


def test_stop_drops_waiting_tasks(worker):
    gate, ran, busy = threading.Event(), threading.Event(), threading.Event()
    worker.submit(lambda: (busy.set(), gate.wait(5)))
    assert busy.wait(2)
    worker.submit(ran.set)
    assert not worker.stop(timeout=0.01)
    gate.set()
    assert worker.stop()
    assert not ran.is_set()
    with pytest.raises(WorkerBusyError):
        worker.submit(lambda: None)


def test_finish_runs_waiting_tasks(worker):
    done: list[int] = []
    for number in range(4):
        worker.submit(lambda number=number: done.append(number))
    assert worker.finish(2.0)
    assert done == [0, 1, 2, 3]


def test_finish_gives_up_in_time(worker):
    gate, busy = threading.Event(), threading.Event()
    worker.submit(lambda: (busy.set(), gate.wait(5)))
    assert busy.wait(2)
    for _ in range(4):
        worker.submit(lambda: None)
    assert not worker.finish(0.01)
    gate.set()
    assert worker.stop()
