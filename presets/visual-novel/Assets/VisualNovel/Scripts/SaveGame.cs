using System;
using System.Collections.Generic;

namespace VisualNovel
{
    using Fields = Dictionary<string, object>;

    /// <summary>A place in the story as text, with the version of its form. Knows no engine.</summary>
    public sealed class SaveGame
    {
        public const int Version = 1;

        public string Node = "";
        public int Line = -1;
        public Dictionary<string, object> Variables = new Dictionary<string, object>();
        public Stage Stage = new Stage();
        public List<string> Backlog = new List<string>();

        /// <summary>The words that were shown, to know a slot by.</summary>
        public string Excerpt = "";

        /// <summary>When it was saved, as the player's clock had it.</summary>
        public string When = "";

        public string ToText()
        {
            Fields moods = new Fields();
            foreach (KeyValuePair<string, string> each in Stage.Moods)
            {
                moods[each.Key] = each.Value;
            }

            return Json.Write(new Fields
            {
                { "version", Version },
                { "node", Node },
                { "line", Line },
                { "variables", Variables },
                { "background", Stage.Background },
                { "music", Stage.Music },
                { "moods", moods },
                { "backlog", new List<object>(Backlog) },
                { "excerpt", Excerpt },
                { "when", When },
            });
        }

        /// <summary>
        /// Returns false with the reason for a text that is broken or of another version. Whoever
        /// changes the form raises <see cref="Version"/> and turns the older text into the new one here.
        /// </summary>
        public static bool TryRead(string text, out SaveGame game, out string reason)
        {
            game = null;
            try
            {
                Fields fields = (Fields)Json.Read(text);
                int version = (int)(double)fields["version"];
                if (version != Version)
                {
                    reason = (version > Version ? "Saved by a newer game" : "Saved by an older game") + " (" + version + ").";
                    return false;
                }

                game = FromFields(fields);
                reason = "";
                return true;
            }
            catch (Exception error) when (error is FormatException || error is InvalidCastException || error is KeyNotFoundException)
            {
                reason = "This save is damaged.";
                return false;
            }
        }

        private static SaveGame FromFields(Fields fields)
        {
            SaveGame game = new SaveGame
            {
                Node = Text(fields["node"]),
                Line = (int)(double)fields["line"],
                Variables = (Fields)fields["variables"],
                Excerpt = Text(fields["excerpt"]),
                When = Text(fields["when"]),
            };
            game.Stage.Set(Text(fields["background"]), Text(fields["music"]));
            foreach (KeyValuePair<string, object> mood in (Fields)fields["moods"])
            {
                game.Stage.Enter(mood.Key, Text(mood.Value));
            }

            foreach (object words in (List<object>)fields["backlog"])
            {
                game.Backlog.Add(Text(words));
            }

            return game;
        }

        private static string Text(object value)
        {
            return value as string ?? throw new FormatException("A text was expected.");
        }
    }
}
