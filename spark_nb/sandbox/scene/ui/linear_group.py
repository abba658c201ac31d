"""Horizontal and vertical layout groups: children in a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spark_nb.sandbox.scene.field import Fields, flag, integer, mapping, number
from spark_nb.sandbox.scene.rect_transform import RectTransform, X, bounded
from spark_nb.sandbox.scene.ui.room import Asked


@dataclass(frozen=True, slots=True)
class Member:
    """A child of a group, and what it asks for when the group sets its size."""

    rect: RectTransform
    asked: Asked


@dataclass(frozen=True, slots=True)
class Padding:
    """Units inside the edges that stay free: ``start`` at the left or upper one."""

    start: float
    end: float

    @classmethod
    def read(cls, group: Fields, axis: int) -> Padding:
        names = ("m_Left", "m_Right") if axis == X else ("m_Top", "m_Bottom")
        start, end = (bounded(number(mapping(group, "m_Padding"), name)) for name in names)
        return cls(start, end)

    @property
    def both(self) -> float:
        return self.start + self.end

    def offset(self, length: float, needed: float, alignment: float) -> float:
        """Return where what needs that much begins; ``alignment`` 0 is the start, 1 the end."""
        return self.start + (length - needed - self.both) * alignment


def alignment_of(group: Fields, axis: int) -> float:
    """Return where children go that do not fill the group: 0 start, 0.5 middle, 1 end."""
    corner = min(max(integer(group, "m_ChildAlignment"), 0), 8)
    return (corner % 3 if axis == X else corner // 3) * 0.5


class Line:
    """A group along one axis, which may be across its line."""

    def __init__(self, group: Fields, line_axis: int, axis: int) -> None:
        side = "Width" if axis == X else "Height"
        self._axis = axis
        self._along = axis == line_axis
        self._padding = Padding.read(group, axis)
        self._spacing = bounded(number(group, "m_Spacing"))
        self._alignment = alignment_of(group, axis)
        self._sets_size = flag(group, f"m_ChildControl{side}", default=True)
        self._uses_scale = flag(group, f"m_ChildScale{side}")
        self._expands = flag(group, f"m_ChildForceExpand{side}", default=True)
        self._reversed = flag(group, "m_ReverseArrangement")

    def asks(self, members: Sequence[Member]) -> Asked:
        """Return what the group asks for so that it can give its members what they do."""
        asked = [self._asked(member).scaled(self._scale(member)) for member in members]
        padding = self._padding.both
        if self._along:
            gaps = padding + self._spacing * max(len(asked) - 1, 0)
            least = sum(each.least for each in asked) + gaps
            liked = sum(each.liked for each in asked) + gaps
            share = sum(each.share for each in asked)
        else:
            least = max((each.least for each in asked), default=0.0) + padding
            liked = max((each.liked for each in asked), default=0.0) + padding
            share = max((each.share for each in asked), default=0.0)
        return Asked(least, max(least, liked), share)

    def arrange(self, own: RectTransform, members: Sequence[Member]) -> None:
        """Put the members where the group wants them."""
        if self._along:
            self._spread(own, members)
        else:
            for member in members:
                self._put_across(own, member)

    def _spread(self, own: RectTransform, members: Sequence[Member]) -> None:
        length = own.rect.length(self._axis)
        least, liked, share = self.asks(members)
        spare = max(length - liked, 0.0)
        at = self._padding.start
        if spare and not share:
            at = self._padding.offset(length, liked - self._padding.both, self._alignment)
        ease = min(max((length - least) / (liked - least), 0.0), 1.0) if liked != least else 0.0
        for member in reversed(members) if self._reversed else members:
            asked = self._asked(member)
            size = asked.least + (asked.liked - asked.least) * ease
            size += asked.share * spare / share if share else 0.0
            self._put(own, member, at, size)
            at += size * self._scale(member) + self._spacing

    def _put_across(self, own: RectTransform, member: Member) -> None:
        length, asked = own.rect.length(self._axis), self._asked(member)
        most = length if asked.share > 0 else asked.liked
        size = max(min(length - self._padding.both, most), asked.least)
        needed = size * self._scale(member)
        self._put(own, member, self._padding.offset(length, needed, self._alignment), size)

    def _put(self, own: RectTransform, member: Member, at: float, size: float) -> None:
        rect = member.rect
        if self._sets_size:
            rect.size_delta[self._axis] = size
        else:
            at += (size - rect.size_delta[self._axis]) * self._alignment
        rect.inset(own.rect, self._axis, at, self._scale(member))

    def _asked(self, member: Member) -> Asked:
        asked = member.asked
        if not self._sets_size:
            size = member.rect.size_delta[self._axis]
            asked = Asked(size, size, 0.0)
        return asked._replace(share=max(asked.share, 1.0)) if self._expands else asked

    def _scale(self, member: Member) -> float:
        return member.rect.scale[self._axis] if self._uses_scale else 1.0
