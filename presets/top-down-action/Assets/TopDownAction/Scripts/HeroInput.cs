using UnityEngine;

namespace TopDownAction
{
    /// <summary>The one place that knows the devices; replace it to use the Input System.</summary>
    public sealed class HeroInput
    {
        private const float PointerMemory = 2f;

        private Vector3 lastPointer;
        private float pointerUntil = float.NegativeInfinity;

        public Vector2 Walk { get; private set; }

        /// <summary>From where he aims to the pointer; zero while the pointer lies still.</summary>
        public Vector2 Pointer { get; private set; }

        /// <summary>I, J, K and L.</summary>
        public Vector2 AimKeys { get; private set; }

        /// <summary>While it is held one walks without turning.</summary>
        public bool KeepsAim { get; private set; }

        public bool Shoots { get; private set; }

        public bool Swings { get; private set; }

        /// <summary>Escape, or Start on a pad: there Cancel and Fire2 are one button.</summary>
        public static bool Pauses
        {
            get { return Input.GetKeyDown(KeyCode.Escape) || Input.GetKeyDown(KeyCode.JoystickButton7); }
        }

        public void Read(Camera view, Vector2 from, float deadZone)
        {
            Vector2 stick = new Vector2(Input.GetAxisRaw("Horizontal"), Input.GetAxisRaw("Vertical"));
            Walk = stick.magnitude > deadZone ? stick : Vector2.zero;
            AimKeys = new Vector2(Both(KeyCode.J, KeyCode.L), Both(KeyCode.K, KeyCode.I));
            KeepsAim = Input.GetButton("Fire3");
            Shoots = Input.GetButton("Fire1");
            Swings = Input.GetButtonDown("Fire2") || Input.GetButtonDown("Jump");
            ReadPointer(view, from);
        }

        private void ReadPointer(Camera view, Vector2 from)
        {
            bool moved = (Input.mousePosition - lastPointer).sqrMagnitude > 1f;
            lastPointer = Input.mousePosition;
            if (moved || Input.GetMouseButton(0) || Input.GetMouseButton(1))
            {
                pointerUntil = Time.time + PointerMemory;
            }

            bool isUsed = Input.mousePresent && Time.time < pointerUntil;
            Pointer = isUsed ? (Vector2)view.ScreenToWorldPoint(Input.mousePosition) - from : Vector2.zero;
        }

        private static float Both(KeyCode less, KeyCode more)
        {
            return (Input.GetKey(more) ? 1f : 0f) - (Input.GetKey(less) ? 1f : 0f);
        }
    }
}
