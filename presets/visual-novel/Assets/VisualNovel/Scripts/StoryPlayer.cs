using System;
using System.Collections.Generic;

namespace VisualNovel
{
    /// <summary>
    /// Where a reader is in the story: the line that is shown, the choices that are possible, the
    /// variables, who is on stage, and what was read before. Knows no engine.
    /// </summary>
    public sealed class StoryPlayer
    {
        public const int BacklogLength = 80;

        private readonly Story story;
        private StoryNode node;
        private int lineNumber = -1;

        public StoryPlayer(Story story, HashSet<string> read)
        {
            this.story = story;
            Read = read;
            Enter(story.Start);
        }

        /// <summary>Lines that were ever read, also in earlier games, by node and number.</summary>
        public HashSet<string> Read { get; private set; }

        public Dictionary<string, object> Variables { get; private set; }

        public Stage Stage { get; private set; } = new Stage();

        public List<string> Backlog { get; } = new List<string>();

        public List<StoryChoice> Choices { get; } = new List<StoryChoice>();

        /// <summary>The line that is shown, with its values filled in; null before choices without a line.</summary>
        public StoryLine Line { get; private set; }

        public string Text { get; private set; } = "";

        /// <summary>Whether the line that is shown had been read before.</summary>
        public bool WasRead { get; private set; }

        /// <summary>The name of the ending that was reached, else empty.</summary>
        public string Ending { get; private set; } = "";

        public string NodeId
        {
            get { return node.Id; }
        }

        public bool HasEnded
        {
            get { return Ending.Length > 0; }
        }

        /// <summary>Goes on to what comes next. Does nothing while a choice is open or after the end.</summary>
        public void Advance()
        {
            if (HasEnded || Choices.Count > 0)
            {
                return;
            }

            FinishLine();
            Step();
        }

        public void Choose(int number)
        {
            FinishLine();
            StoryChoice choice = Choices[number];
            Remember("", "> " + Expression.Fill(choice.Text, Variables));
            Assign(choice.Set);
            Enter(choice.Goto);
        }

        public SaveGame Save()
        {
            return new SaveGame
            {
                Node = node.Id,
                Line = lineNumber,
                Variables = new Dictionary<string, object>(Variables),
                Stage = Stage.Copy(),
                Backlog = new List<string>(Backlog),
                Excerpt = Text,
            };
        }

        /// <summary>
        /// Returns why a saved game no longer fits the story, else null and goes there. A line that
        /// was taken out since is no reason: the reader then stands at the last that is left.
        /// </summary>
        public string Load(SaveGame game)
        {
            if (!story.Nodes.TryGetValue(game.Node, out StoryNode found))
            {
                return "The story has no '" + game.Node + "' any more.";
            }

            node = found;
            Choices.Clear();
            Ending = "";
            Variables = new Dictionary<string, object>(story.Variables);
            foreach (KeyValuePair<string, object> each in game.Variables)
            {
                TakeOver(each.Key, each.Value);
            }

            Stage = game.Stage.Copy();
            Backlog.Clear();
            Backlog.AddRange(game.Backlog);
            Text = game.Excerpt;
            lineNumber = Math.Min(game.Line, node.Lines.Count - 1);
            if (lineNumber >= 0 && IsShown(node.Lines[lineNumber]))
            {
                Show(node.Lines[lineNumber]);
                OfferAfterTheLast();
            }
            else
            {
                Step();
            }

            return null;
        }

        private bool IsShown(StoryLine line)
        {
            return line.Condition == null || line.Condition.Holds(Variables);
        }

        private void FinishLine()
        {
            if (Line != null && Line.Leaves.Length > 0)
            {
                Stage.Leave(Line.Leaves);
            }
        }

        private void TakeOver(string name, object value)
        {
            if (Variables.TryGetValue(name, out object known) && value != null && known.GetType() == value.GetType())
            {
                Variables[name] = value;
            }
        }

        private void Enter(string id)
        {
            Variables = Variables ?? new Dictionary<string, object>(story.Variables);
            if (!story.Nodes.TryGetValue(id, out node))
            {
                throw new InvalidOperationException("No node is called '" + id + "'.");
            }

            lineNumber = -1;
            Choices.Clear();
            Stage.Set(node.Background, node.Music);
            Assign(node.Set);
            Step();
        }

        private void Step()
        {
            for (lineNumber++; lineNumber < node.Lines.Count; lineNumber++)
            {
                StoryLine line = node.Lines[lineNumber];
                if (IsShown(line))
                {
                    Show(line);
                    Remember(line.Who, Text);
                    OfferAfterTheLast();
                    return;
                }
            }

            Leave();
        }

        private void Show(StoryLine line)
        {
            Line = line;
            Text = Expression.Fill(line.Text, Variables);
            WasRead = !Read.Add(node.Id + ":" + lineNumber);
            if (story.Characters.TryGetValue(line.Who, out StoryCharacter character) && character.IsSeen)
            {
                Stage.Enter(line.Who, line.Mood.Length > 0 ? line.Mood : character.Moods[0]);
            }
        }

        /// <summary>Choices appear with the last line, not after it.</summary>
        private void OfferAfterTheLast()
        {
            for (int i = lineNumber + 1; i < node.Lines.Count; i++)
            {
                if (IsShown(node.Lines[i]))
                {
                    return;
                }
            }

            Choices.AddRange(node.Choices.FindAll(choice => choice.Condition == null || choice.Condition.Holds(Variables)));
        }

        private void Leave()
        {
            if (Choices.Count == 0)
            {
                lineNumber = node.Lines.Count;
                OfferAfterTheLast();
            }

            if (Choices.Count > 0)
            {
                return;
            }

            StoryBranch branch = node.Branches.Find(each => each.Condition.Holds(Variables));
            string next = branch != null ? branch.Goto : node.Goto;
            if (next.Length > 0)
            {
                Enter(next);
                return;
            }

            Ending = node.End.Length > 0 ? node.End : throw new InvalidOperationException("'" + node.Id + "' has no way on.");
        }

        private void Assign(List<Assignment> assignments)
        {
            foreach (Assignment each in assignments)
            {
                Variables[each.Variable] = each.Value.Evaluate(Variables);
            }
        }

        private void Remember(string who, string text)
        {
            bool isKnown = story.Characters.TryGetValue(who, out StoryCharacter character);
            Backlog.Add(isKnown ? character.Name + ": " + text : text);
            if (Backlog.Count > BacklogLength)
            {
                Backlog.RemoveAt(0);
            }
        }
    }
}
