namespace VisualNovel
{
    /// <summary>
    /// Shows a text letter by letter and rests at the ends of phrases, as one reads aloud. Knows no engine.
    /// </summary>
    public sealed class Typewriter
    {
        private const float CommaRest = 0.18f;
        private const float SentenceRest = 0.42f;

        private float wait;

        public string Text { get; private set; } = "";

        /// <summary>How many letters are shown.</summary>
        public int Shown { get; private set; }

        public bool IsDone
        {
            get { return Shown >= Text.Length; }
        }

        public void Begin(string text)
        {
            Text = text;
            Shown = 0;
            wait = 0f;
        }

        public void Finish()
        {
            Shown = Text.Length;
        }

        /// <summary>Lets time pass. At a speed of 0 or less all of it is there at once.</summary>
        public void Tick(float seconds, float lettersPerSecond)
        {
            if (lettersPerSecond <= 0f)
            {
                Finish();
            }

            wait -= seconds;
            while (!IsDone && wait <= 0f)
            {
                Shown++;
                wait += (1f / lettersPerSecond) + Rest(Shown - 1);
            }
        }

        /// <summary>A mark rests only where a phrase ends: before a space, not within "3.5" or "...".</summary>
        private float Rest(int at)
        {
            bool endsPhrase = at + 1 < Text.Length && Text[at + 1] == ' ';
            if (!endsPhrase)
            {
                return 0f;
            }

            switch (Text[at])
            {
                case ',':
                case ';':
                case ':':
                    return CommaRest;
                case '.':
                case '!':
                case '?':
                    return SentenceRest;
                default:
                    return 0f;
            }
        }
    }
}
