namespace Platformer2D
{
    /// <summary>
    /// Remembers the last press and the last ground contact for a moment, so that a jump that is
    /// a little early (buffer) or a little late (coyote time) still counts. Knows no engine.
    /// </summary>
    public sealed class JumpWindow
    {
        private float sincePress = float.PositiveInfinity;
        private float sinceGround = float.PositiveInfinity;

        public void Press()
        {
            sincePress = 0f;
        }

        public void Tick(float seconds, bool grounded)
        {
            sincePress += seconds;
            sinceGround = grounded ? 0f : sinceGround + seconds;
        }

        /// <summary>Whether to jump now. Yes uses up both the press and the contact.</summary>
        public bool TryTake(float coyoteTime, float jumpBuffer)
        {
            if (sinceGround > coyoteTime || sincePress > jumpBuffer)
            {
                return false;
            }

            sincePress = float.PositiveInfinity;
            sinceGround = float.PositiveInfinity;
            return true;
        }
    }
}
