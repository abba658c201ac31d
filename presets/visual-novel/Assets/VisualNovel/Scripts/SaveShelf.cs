using System;
using UnityEngine;

namespace VisualNovel
{
    /// <summary>
    /// Saved games by slot, in PlayerPrefs, which on the web outlive the page. Slot 0 is written by
    /// the game itself at every choice.
    /// </summary>
    public static class SaveShelf
    {
        public const int AutoSlot = 0;
        private const string Key = "VisualNovel.Save.";

        /// <summary>A game that the next scene is to go on with; null for a new one.</summary>
        public static SaveGame Pending { get; set; }

        public static bool IsEmpty(int slot)
        {
            return !PlayerPrefs.HasKey(Key + slot);
        }

        public static void Write(int slot, SaveGame game)
        {
            game.When = DateTime.Now.ToString("d MMM, HH:mm");
            PlayerPrefs.SetString(Key + slot, game.ToText());
            PlayerPrefs.Save();
        }

        /// <summary>What cannot be read is left where it is: another version of the game may read it.</summary>
        public static bool TryRead(int slot, out SaveGame game, out string reason)
        {
            return SaveGame.TryRead(PlayerPrefs.GetString(Key + slot, ""), out game, out reason);
        }
    }
}
