using System;

namespace VisualNovel
{
    public enum Reading
    {
        ByHand,
        Auto,
        Skip,
    }

    /// <summary>Decides when the next line comes by itself. Knows no engine.</summary>
    public sealed class Pace
    {
        private const float SkipTime = 0.06f;
        private const float LeastRest = 1.2f;
        private const float RestPerLetter = 0.035f;

        private float sinceDone;

        public Reading Mode { get; private set; }

        public void Toggle(Reading mode)
        {
            Mode = Mode == mode ? Reading.ByHand : mode;
        }

        public void Stop()
        {
            Mode = Reading.ByHand;
        }

        public void BeginLine()
        {
            sinceDone = 0f;
        }

        /// <summary>Whether the whole line is to be there at once: only what was read before is skipped.</summary>
        public bool Hurries(bool wasRead)
        {
            return Mode == Reading.Skip && wasRead;
        }

        /// <summary>
        /// Whether to go on now. Skipping stops at what is new; auto rests by the length of the line,
        /// <paramref name="patience"/> times as long.
        /// </summary>
        public bool Tick(float seconds, bool isDone, bool wasRead, int letters, float patience)
        {
            if (Mode == Reading.Skip && !wasRead)
            {
                Stop();
            }

            if (Mode == Reading.ByHand || !isDone)
            {
                return false;
            }

            sinceDone += seconds;
            float rest = Mode == Reading.Skip ? SkipTime : Math.Max(LeastRest, letters * RestPerLetter) * patience;
            return sinceDone >= rest;
        }
    }
}
