from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spark_nb.policy.fair_queue import FairQueue


def full(slots: int = 1) -> FairQueue[str]:
    queue = FairQueue[str](slots)
    for _ in range(slots):
        assert queue.enter()
    return queue


def drained(queue: FairQueue[str]) -> list[str]:
    order = []
    while (ticket := queue.leave()) is not None:
        order.append(ticket)
    return order


def test_there_are_as_many_slots_as_said():
    queue = FairQueue[str](2)
    assert [queue.enter() for _ in range(3)] == [True, True, False]
    assert (queue.leave(), queue.running) == (None, 1)
    assert queue.enter()


def test_one_callers_tickets_leave_in_order():
    queue = full()
    for ticket in ("1", "2", "3"):
        queue.wait("a", ticket)
    assert drained(queue) == ["1", "2", "3"]


def test_callers_take_turns_however_many_tickets_they_have():
    queue = full()
    for number in range(4):
        queue.wait("busy", f"busy {number}")
    queue.wait("calm", "calm 0")
    queue.wait("shy", "shy 0")
    assert drained(queue) == ["busy 0", "calm 0", "shy 0", "busy 1", "busy 2", "busy 3"]


def test_who_comes_back_waits_for_its_turn():
    queue = full()
    queue.wait("a", "a 0")
    queue.wait("b", "b 0")
    assert queue.leave() == "a 0"
    queue.wait("a", "a 1")
    assert drained(queue) == ["b 0", "a 1"]


def test_a_slot_handed_over_stays_taken():
    queue = full()
    queue.wait("a", "1")
    assert (queue.leave(), queue.running, queue.enter()) == ("1", 1, False)


def test_a_ticket_withdrawn_is_forgotten():
    queue = full()
    queue.wait("a", "1")
    queue.wait("a", "2")
    queue.wait("b", "3")
    queue.withdraw("a", "1")
    queue.withdraw("b", "3")
    queue.withdraw("b", "3")
    queue.withdraw("nobody", "4")
    assert (len(queue), drained(queue)) == (1, ["2"])


@given(st.lists(st.sampled_from(["come a", "come b", "come c", "leave", "withdraw"])))
def test_no_slot_and_no_ticket_is_lost(steps):
    queue, running, waiting, number = FairQueue[str](2), 0, [], 0
    for step in steps:
        verb, _, caller = step.partition(" ")
        if verb == "come":
            number += 1
            if queue.enter():
                running += 1
            else:
                queue.wait(caller, f"{caller} {number}")
                waiting.append(f"{caller} {number}")
        elif verb == "withdraw" and waiting:
            ticket = waiting.pop()
            queue.withdraw(ticket[0], ticket)
        elif verb == "leave" and running:
            ticket = queue.leave()
            if ticket is None:
                running -= 1
            else:
                waiting.remove(ticket)
        assert (queue.running, len(queue)) == (running, len(waiting))
        assert not waiting or running == 2
