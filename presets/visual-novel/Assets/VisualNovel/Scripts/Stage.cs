using System.Collections.Generic;

namespace VisualNovel
{
    /// <summary>What is seen and heard behind the words: a place, its music, and who is there in what mood.</summary>
    public sealed class Stage
    {
        public string Background { get; private set; } = "";

        public string Music { get; private set; } = "";

        /// <summary>Moods by character.</summary>
        public Dictionary<string, string> Moods { get; private set; } = new Dictionary<string, string>();

        /// <summary>Moves to another place, where nobody is yet. What is empty stays as it was.</summary>
        public void Set(string background, string music)
        {
            if (background.Length > 0 && background != Background)
            {
                Background = background;
                Moods.Clear();
            }

            Music = music.Length > 0 ? music : Music;
        }

        public void Enter(string who, string mood)
        {
            Moods[who] = mood;
        }

        public void Leave(string who)
        {
            Moods.Remove(who);
        }

        public Stage Copy()
        {
            return new Stage { Background = Background, Music = Music, Moods = new Dictionary<string, string>(Moods) };
        }
    }
}
