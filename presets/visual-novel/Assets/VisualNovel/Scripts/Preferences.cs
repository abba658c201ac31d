using System.Collections.Generic;
using System.Linq;
using UnityEngine;

namespace VisualNovel
{
    /// <summary>What a player has set, and which lines were ever read; kept between games.</summary>
    public static class Preferences
    {
        private const string Prefix = "VisualNovel.";

        /// <summary>From 0 to 1; at 1 a line is there at once.</summary>
        public static float TextSpeed
        {
            get { return PlayerPrefs.GetFloat(Prefix + "TextSpeed", 0.4f); }
            set { PlayerPrefs.SetFloat(Prefix + "TextSpeed", value); }
        }

        /// <summary>From 0 to 1: how long auto mode rests.</summary>
        public static float Patience
        {
            get { return PlayerPrefs.GetFloat(Prefix + "Patience", 0.5f); }
            set { PlayerPrefs.SetFloat(Prefix + "Patience", value); }
        }

        public static float MusicVolume
        {
            get { return PlayerPrefs.GetFloat(Prefix + "MusicVolume", 0.6f); }
            set { PlayerPrefs.SetFloat(Prefix + "MusicVolume", value); }
        }

        public static float SoundVolume
        {
            get { return PlayerPrefs.GetFloat(Prefix + "SoundVolume", 0.8f); }
            set { PlayerPrefs.SetFloat(Prefix + "SoundVolume", value); }
        }

        /// <summary>0 stands for at once.</summary>
        public static float LettersPerSecond
        {
            get { return TextSpeed >= 0.99f ? 0f : Mathf.Lerp(12f, 90f, TextSpeed); }
        }

        public static HashSet<string> LoadRead()
        {
            string text = PlayerPrefs.GetString(Prefix + "Read", "");
            return new HashSet<string>(text.Split('\n').Where(line => line.Length > 0));
        }

        public static void SaveRead(HashSet<string> read)
        {
            PlayerPrefs.SetString(Prefix + "Read", string.Join("\n", read.ToArray()));
            PlayerPrefs.Save();
        }
    }
}
