using System;
using System.Collections.Generic;

namespace VisualNovel
{
    using Fields = Dictionary<string, object>;

    /// <summary>Makes a story of its JSON text. The linter of SPARK tells faults better; this one stops at the first.</summary>
    public static class StoryReader
    {
        public const int Version = 1;

        /// <summary>Throws FormatException that names the node and the field.</summary>
        public static Story Read(string json)
        {
            Fields root = As<Fields>(Json.Read(json), "story");
            if (!(root.TryGetValue("version", out object version) && version.Equals((double)Version)))
            {
                throw new FormatException("The story is not of version " + Version + ".");
            }

            Story story = new Story { Title = Text(root, "title"), Start = Text(root, "start") };
            ReadPeople(root, story);
            ReadNodes(root, story);
            return story;
        }

        private static void ReadPeople(Fields root, Story story)
        {
            foreach (KeyValuePair<string, object> each in Inner(root, "characters"))
            {
                story.Characters[each.Key] = ReadCharacter(As<Fields>(each.Value, each.Key));
            }

            foreach (KeyValuePair<string, object> each in Inner(root, "variables"))
            {
                story.Variables[each.Key] = each.Value;
            }
        }

        private static StoryCharacter ReadCharacter(Fields fields)
        {
            StoryCharacter character = new StoryCharacter
            {
                Name = Text(fields, "name"),
                Colour = fields.ContainsKey("colour") ? Text(fields, "colour") : "ffffff",
                IsRight = Text(fields, "side") == "right",
            };
            foreach (object mood in Items(fields, "moods"))
            {
                character.Moods.Add(As<string>(mood, "moods"));
            }

            return character;
        }

        private static void ReadNodes(Fields root, Story story)
        {
            foreach (object each in Items(root, "nodes"))
            {
                Fields fields = As<Fields>(each, "nodes");
                StoryNode node = ReadNode(fields);
                if (!story.Nodes.ContainsKey(node.Id))
                {
                    story.Nodes.Add(node.Id, node);
                }
            }

            if (!story.Nodes.ContainsKey(story.Start))
            {
                throw new FormatException("No node is called '" + story.Start + "'.");
            }
        }

        private static StoryNode ReadNode(Fields fields)
        {
            StoryNode node = new StoryNode
            {
                Id = Text(fields, "id"),
                Background = Text(fields, "background"),
                Music = Text(fields, "music"),
                Goto = Text(fields, "goto"),
                End = Text(fields, "end"),
                Set = Assignments(fields),
            };
            foreach (object line in Items(fields, "lines"))
            {
                node.Lines.Add(ReadLine(As<Fields>(line, node.Id)));
            }

            foreach (object choice in Items(fields, "choices"))
            {
                node.Choices.Add(ReadChoice(As<Fields>(choice, node.Id)));
            }

            foreach (object branch in Items(fields, "branches"))
            {
                Fields way = As<Fields>(branch, node.Id);
                node.Branches.Add(new StoryBranch { Goto = Text(way, "goto"), Condition = Condition(way) });
            }

            return node;
        }

        private static StoryLine ReadLine(Fields fields)
        {
            return new StoryLine
            {
                Text = Text(fields, "text"),
                Who = Text(fields, "who"),
                Mood = Text(fields, "mood"),
                Sound = Text(fields, "sound"),
                Leaves = Text(fields, "leaves"),
                Condition = Condition(fields),
            };
        }

        private static StoryChoice ReadChoice(Fields fields)
        {
            return new StoryChoice
            {
                Text = Text(fields, "text"),
                Goto = Text(fields, "goto"),
                Condition = Condition(fields),
                Set = Assignments(fields),
            };
        }

        private static Expression Condition(Fields fields)
        {
            return fields.ContainsKey("if") ? Expression.Parse(Text(fields, "if")) : null;
        }

        private static List<Assignment> Assignments(Fields fields)
        {
            List<Assignment> found = new List<Assignment>();
            foreach (KeyValuePair<string, object> each in Inner(fields, "set"))
            {
                Expression value = Expression.Parse(As<string>(each.Value, each.Key));
                found.Add(new Assignment { Variable = each.Key, Value = value });
            }

            return found;
        }

        private static string Text(Fields fields, string name)
        {
            return fields.TryGetValue(name, out object value) ? As<string>(value, name) : "";
        }

        private static List<object> Items(Fields fields, string name)
        {
            return fields.TryGetValue(name, out object value) ? As<List<object>>(value, name) : new List<object>();
        }

        private static Fields Inner(Fields fields, string name)
        {
            return fields.TryGetValue(name, out object value) ? As<Fields>(value, name) : new Fields();
        }

        private static T As<T>(object value, string name) where T : class
        {
            return value as T ?? throw new FormatException("'" + name + "' is not what was expected there.");
        }
    }
}
