from __future__ import annotations

from spark_nb.policy.credit import Credit


def credit_after(sent, **settings):
    credit = Credit(**settings)
    credit.look("a", looking=True, now=0.0)
    for _ in range(sent):
        credit.send(now=0.0)
    return credit


def test_nobody_gives_no_credit():
    assert Credit().available(now=0.0) == 0


def test_a_viewer_that_looks_opens_the_whole_window():
    assert credit_after(0, window=16).available(now=0.0) == 16


def test_the_window_closes_when_nothing_is_confirmed():
    credit = credit_after(4, window=4)
    assert (credit.available(now=0.1), repr(credit)) == (
        0,
        "<Credit 4 sent, 0 drawn, 1 of 1 viewers look>",
    )


def test_a_confirmation_covers_all_frames_before_it():
    credit = credit_after(4, window=4)
    credit.confirm("a", 3, drawn=1, dropped=2, now=0.1)
    assert (credit.available(now=0.1), credit.drawn, credit.dropped) == (3, 1, 2)


def test_a_confirmation_of_a_frame_never_sent_counts_to_the_newest():
    credit = credit_after(2, window=4)
    credit.confirm("a", 99, drawn=2, dropped=0, now=0.1)
    assert credit.available(now=0.1) == 4


def test_an_older_confirmation_takes_nothing_back():
    credit = credit_after(4, window=4)
    credit.confirm("a", 4, drawn=4, dropped=0, now=0.1)
    credit.confirm("a", 2, drawn=4, dropped=0, now=0.2)
    assert credit.available(now=0.2) == 4


def test_the_slowest_viewer_that_looks_governs():
    credit = credit_after(0, window=4)
    credit.look("b", looking=True, now=0.0)
    for _ in range(4):
        credit.send(now=0.0)
    credit.confirm("a", 4, drawn=4, dropped=0, now=0.1)
    credit.confirm("b", 1, drawn=1, dropped=0, now=0.1)
    assert credit.available(now=0.1) == 1


def test_a_viewer_that_looks_away_does_not_govern():
    credit = credit_after(4, window=4)
    credit.look("b", looking=True, now=0.0)
    credit.look("a", looking=False, now=0.1)
    assert credit.available(now=0.1) == 4


def test_a_viewer_that_leaves_is_forgotten():
    credit = credit_after(4, window=4)
    credit.leave("a")
    assert (credit.available(now=0.0), credit.watched(now=0.0)) == (0, False)


def test_a_viewer_that_owes_and_is_silent_is_forgotten_after_its_patience():
    credit = credit_after(4, window=4, patience_s=5.0)
    assert (credit.watched(now=4.9), credit.watched(now=5.0)) == (True, False)


def test_a_viewer_that_owes_nothing_may_be_silent():
    assert credit_after(0, patience_s=5.0).watched(now=3600.0) is True


def test_patience_begins_with_the_first_frame_owed():
    credit = credit_after(0, window=4, patience_s=5.0)
    credit.send(now=100.0)
    assert (credit.watched(now=104.9), credit.watched(now=105.0)) == (True, False)


def test_a_forgotten_viewer_that_speaks_is_back_and_its_count_goes_on():
    credit = credit_after(4, window=4, patience_s=5.0)
    credit.confirm("a", 2, drawn=2, dropped=0, now=1.0)
    assert credit.watched(now=6.0) is False
    credit.confirm("a", 4, drawn=4, dropped=0, now=7.0)
    assert (credit.available(now=7.0), credit.drawn) == (4, 4)


def test_a_reloaded_page_counts_on_from_what_was_drawn():
    credit = credit_after(2, window=4)
    credit.confirm("a", 2, drawn=2, dropped=0, now=0.1)
    credit.leave("a")
    credit.look("b", looking=True, now=0.2)
    credit.send(now=0.3)
    credit.confirm("b", 3, drawn=1, dropped=0, now=0.4)
    assert credit.drawn == 3


def test_a_viewer_that_turns_back_owes_nothing_from_while_it_was_away():
    credit = credit_after(0, window=4)
    credit.look("a", looking=False, now=0.0)
    for _ in range(4):
        credit.send(now=0.0)
    credit.look("a", looking=True, now=0.1)
    assert credit.available(now=0.1) == 4
