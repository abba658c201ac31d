"""Bodies, colliders and effectors of 2D physics."""

from __future__ import annotations

from collections.abc import Sequence

from forge.unity.objects import Component
from forge.unity.values import NOTHING, Ref, Value, Vector

_BODY_TYPES = {"dynamic": 0, "kinematic": 1, "static": 2}


def rigidbody(
    mass: float = 1,
    *,
    gravity: float = 1,
    upright: bool = False,
    kind: str = "dynamic",
    drag: float = 0,
    continuous: bool = True,
    material: Ref = NOTHING,
) -> Component:
    """``mass`` in kilograms; ``upright`` freezes the rotation; ``kind`` as the editor calls it."""
    return Component(
        50,
        "Rigidbody2D",
        {
            "serializedVersion": 4,
            "m_BodyType": _BODY_TYPES[kind],
            "m_Simulated": 1,
            "m_UseFullKinematicContacts": 0,
            "m_UseAutoMass": 0,
            "m_Mass": mass,
            "m_LinearDrag": drag,
            "m_AngularDrag": 0.05,
            "m_GravityScale": gravity,
            "m_Material": material,
            "m_Interpolate": int(kind != "static"),
            "m_SleepingMode": 1,
            "m_CollisionDetection": continuous,
            "m_Constraints": 4 if upright else 0,
        },
    )


def _collider(
    material: Ref,
    offset: Vector,
    *,
    trigger: bool,
    composite: bool = False,
    effector: bool = False,
) -> dict[str, Value]:
    return {
        "m_Enabled": 1,
        "m_Density": 1,
        "m_Material": material,
        "m_IsTrigger": trigger,
        "m_UsedByEffector": effector,
        "m_UsedByComposite": composite,  # 2022
        "m_CompositeOperation": composite,  # 6000: 1 is merge
        "m_Offset": offset,
    }


_TILING: dict[str, Value] = {
    "m_SpriteTilingProperty": {
        "border": (0, 0, 0, 0),
        "pivot": (0.5, 0.5),
        "oldSize": (1, 1),
        "newSize": (1, 1),
        "adaptiveTilingThreshold": 0.5,
        "drawMode": 0,
        "adaptiveTiling": 0,
    },
    "m_AutoTiling": 0,
}


def box(
    size: Vector,
    *,
    offset: Vector = (0, 0),
    material: Ref = NOTHING,
    trigger: bool = False,
    effector: bool = False,
    label: str = "",
) -> Component:
    shape: dict[str, Value] = {"serializedVersion": 2, "m_Size": size, "m_EdgeRadius": 0}
    fields = _collider(material, offset, trigger=trigger, effector=effector) | _TILING | shape
    return Component(61, "BoxCollider2D", fields, label=label)


def circle(
    radius: float,
    *,
    offset: Vector = (0, 0),
    material: Ref = NOTHING,
    trigger: bool = False,
    label: str = "",
) -> Component:
    shape: dict[str, Value] = {"serializedVersion": 2, "m_Radius": radius}
    fields = _collider(material, offset, trigger=trigger) | shape
    return Component(58, "CircleCollider2D", fields, label=label)


def capsule(
    size: Vector, *, offset: Vector = (0, 0), material: Ref = NOTHING, trigger: bool = False
) -> Component:
    """Round at its ends, along its longer side."""
    shape: dict[str, Value] = {"m_Size": size, "m_Direction": int(size[0] > size[1])}
    fields = _collider(material, offset, trigger=trigger) | shape
    return Component(70, "CapsuleCollider2D", fields)


def polygon(
    points: Sequence[Vector], *, material: Ref = NOTHING, trigger: bool = False
) -> Component:
    """One closed path, counter-clockwise."""
    paths: Value = {"m_Paths": [list(points)]}
    fields = _collider(material, (0, 0), trigger=trigger) | _TILING
    return Component(
        60, "PolygonCollider2D", {**fields, "m_Points": paths, "m_UseDelaunayMesh": 0}
    )


def tilemap_collider(
    *, composite: bool = False, effector: bool = False, material: Ref = NOTHING
) -> Component:
    fields = _collider(material, (0, 0), trigger=False, composite=composite, effector=effector)
    more = {"m_MaximumTileChangeCount": 1000, "m_ExtrusionFactor": 0, "m_UseDelaunayMesh": 0}
    return Component(19719996, "TilemapCollider2D", fields | more)


def composite_collider(*, material: Ref = NOTHING, effector: bool = False) -> Component:
    """Merges the colliders of its object and those below; needs a body beside it."""
    shape: dict[str, Value] = {
        "m_GeometryType": 1,
        "m_GenerationType": 0,
        "m_EdgeRadius": 0,
        "m_ColliderPaths": [],
        "m_CompositePaths": {"m_Paths": []},
        "m_VertexDistance": 0.0005,
        "m_OffsetDistance": 0.000005,
        "m_UseDelaunayMesh": 0,
    }
    fields = _collider(material, (0, 0), trigger=False, effector=effector)
    return Component(66, "CompositeCollider2D", {**fields, **shape})


def platform_effector(arc: float = 170) -> Component:
    """One-way: solid only from above, within ``arc`` degrees. Its collider is used by effector."""
    return Component(
        251,
        "PlatformEffector2D",
        {
            "m_Enabled": 1,
            "m_UseColliderMask": 1,
            "m_ColliderMask": {"serializedVersion": 2, "m_Bits": 0xFFFFFFFF},
            "m_RotationalOffset": 0,
            "m_UseOneWay": 1,
            "m_UseOneWayGrouping": 0,
            "m_SurfaceArc": arc,
            "m_UseSideFriction": 0,
            "m_UseSideBounce": 0,
            "m_SideArc": 1,
        },
    )
