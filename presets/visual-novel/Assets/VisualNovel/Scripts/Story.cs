using System.Collections.Generic;

namespace VisualNovel
{
    /// <summary>A chapter: its people, its variables as they begin, and its nodes by id.</summary>
    public sealed class Story
    {
        public string Title;
        public string Start;
        public readonly Dictionary<string, StoryCharacter> Characters = new Dictionary<string, StoryCharacter>();
        public readonly Dictionary<string, object> Variables = new Dictionary<string, object>();
        public readonly Dictionary<string, StoryNode> Nodes = new Dictionary<string, StoryNode>();
    }

    /// <summary>The first of the moods is how a character looks when a line says nothing else.</summary>
    public sealed class StoryCharacter
    {
        public string Name;
        public string Colour;
        public bool IsRight;
        public readonly List<string> Moods = new List<string>();

        public bool IsSeen
        {
            get { return Moods.Count > 0; }
        }
    }

    /// <summary>Lines in turn, then choices; without one that is possible a branch, else onward or an ending.</summary>
    public sealed class StoryNode
    {
        public string Id;
        public string Background;
        public string Music;
        public string Goto;
        public string End;
        public List<Assignment> Set = new List<Assignment>();
        public readonly List<StoryLine> Lines = new List<StoryLine>();
        public readonly List<StoryChoice> Choices = new List<StoryChoice>();
        public readonly List<StoryBranch> Branches = new List<StoryBranch>();
    }

    public sealed class StoryLine
    {
        public string Text;
        public string Who;
        public string Mood;
        public string Sound;
        public string Leaves;
        public Expression Condition;
    }

    public sealed class StoryChoice
    {
        public string Text;
        public string Goto;
        public Expression Condition;
        public List<Assignment> Set = new List<Assignment>();
    }

    public sealed class StoryBranch
    {
        public string Goto;
        public Expression Condition;
    }

    /// <summary>What a variable becomes.</summary>
    public sealed class Assignment
    {
        public string Variable;
        public Expression Value;
    }
}
