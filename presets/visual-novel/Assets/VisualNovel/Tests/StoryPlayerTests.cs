using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace VisualNovel.Tests
{
    public sealed class StoryPlayerTests
    {
        private const string Tea = @"{ 'version': 1, 'title': 'Tea', 'start': 'door',
            'characters': { 'odile': { 'name': 'Odile', 'moods': ['calm', 'smile'] }, 'wren': { 'name': 'Wren' } },
            'variables': { 'cups': 0, 'asked': false },
            'nodes': [
              { 'id': 'door', 'background': 'Quay', 'music': 'Fog', 'lines': [
                  { 'text': 'The kettle sings.' },
                  { 'who': 'odile', 'mood': 'smile', 'text': 'Come in.' },
                  { 'who': 'wren', 'text': 'Never.', 'if': 'cups > 5' },
                  { 'who': 'wren', 'text': 'Thanks.', 'leaves': 'odile' } ],
                'choices': [ { 'text': 'Tea.', 'goto': 'tea', 'set': { 'asked': 'true' } },
                             { 'text': 'More.', 'goto': 'tea', 'if': 'cups > 0' } ] },
              { 'id': 'tea', 'set': { 'cups': 'cups + 1' }, 'lines': [ { 'text': 'Cup {cups}.' } ],
                'branches': [ { 'if': 'cups < 2', 'goto': 'tea' } ], 'goto': 'out' },
              { 'id': 'out', 'background': 'Office', 'lines': [ { 'text': 'Rain.' } ], 'end': 'Wet' } ] }";

        private readonly HashSet<string> read = new HashSet<string>();

        private StoryPlayer Begin()
        {
            return new StoryPlayer(StoryReader.Read(Tea.Replace('\'', '"')), read);
        }

        private StoryPlayer AtTheChoice()
        {
            StoryPlayer player = Begin();
            player.Advance();
            player.Advance();
            return player;
        }

        [Test]
        public void LinesComeInTurnAndTheConditionalOneOnlyWhenItHolds()
        {
            StoryPlayer player = Begin();
            Assert.AreEqual("The kettle sings.", player.Text);
            player.Advance();
            Assert.AreEqual("Come in.", player.Text);
            player.Advance();
            Assert.AreEqual("Thanks.", player.Text);
        }

        [Test]
        public void PeopleComeWithTheirMoodAndGoWhenTheLineWasRead()
        {
            StoryPlayer player = AtTheChoice();
            Assert.AreEqual("smile", player.Stage.Moods["odile"]);
            Assert.IsFalse(player.Stage.Moods.ContainsKey("wren"));
            player.Choose(0);
            Assert.IsFalse(player.Stage.Moods.ContainsKey("odile"));
        }

        [Test]
        public void OnlyPossibleChoicesAreOfferedAndNothingGoesPastThem()
        {
            StoryPlayer player = AtTheChoice();
            CollectionAssert.AreEqual(new[] { "Tea." }, player.Choices.Select(each => each.Text));
            player.Advance();
            Assert.AreEqual("Thanks.", player.Text);
        }

        [Test]
        public void ChoicesSetVariablesAndBranchesFollowThem()
        {
            StoryPlayer player = AtTheChoice();
            player.Choose(0);
            Assert.AreEqual(true, player.Variables["asked"]);
            Assert.AreEqual("Cup 1.", player.Text);
            player.Advance();
            Assert.AreEqual("Cup 2.", player.Text);
            player.Advance();
            Assert.AreEqual("Rain.", player.Text);
            Assert.AreEqual("Office", player.Stage.Background);
            player.Advance();
            Assert.AreEqual("Wet", player.Ending);
            player.Advance();
            Assert.IsTrue(player.HasEnded);
        }

        [Test]
        public void TheBacklogTellsWhoSpoke()
        {
            StoryPlayer player = AtTheChoice();
            player.Choose(0);
            CollectionAssert.AreEqual(
                new[] { "The kettle sings.", "Odile: Come in.", "Wren: Thanks.", "> Tea.", "Cup 1." }, player.Backlog);
        }

        [Test]
        public void WhatWasReadIsKnownInTheNextGame()
        {
            Assert.IsFalse(Begin().WasRead);
            Assert.IsTrue(Begin().WasRead);
        }

        [Test]
        public void ASavedGameGoesOnWhereItWas()
        {
            StoryPlayer player = AtTheChoice();
            player.Choose(0);
            Assert.IsTrue(SaveGame.TryRead(player.Save().ToText(), out SaveGame game, out string reason), reason);
            StoryPlayer later = Begin();
            Assert.IsNull(later.Load(game));
            Assert.AreEqual("Cup 1.", later.Text);
            Assert.AreEqual("Quay", later.Stage.Background);
            CollectionAssert.AreEqual(player.Backlog, later.Backlog);
            later.Advance();
            Assert.AreEqual("Cup 2.", later.Text);
        }

        [Test]
        public void ASaveAtAChoiceOffersItAgain()
        {
            SaveGame game = AtTheChoice().Save();
            StoryPlayer later = Begin();
            later.Load(game);
            Assert.AreEqual(1, later.Choices.Count);
            later.Load(game);
            Assert.AreEqual(1, later.Choices.Count);
        }

        [Test]
        public void ASaveWhoseLineWasTakenOutStandsAtTheLast()
        {
            SaveGame game = AtTheChoice().Save();
            game.Line = 99;
            StoryPlayer later = Begin();
            Assert.IsNull(later.Load(game));
            Assert.AreEqual("Thanks.", later.Text);
        }

        [Test]
        public void ASaveOfANodeThatIsGoneSaysSo()
        {
            StoryPlayer player = Begin();
            string reason = player.Load(new SaveGame { Node = "attic" });
            StringAssert.Contains("attic", reason);
            Assert.AreEqual("door", player.NodeId);
        }

        [Test]
        public void VariablesOfAnotherKindOrNameAreNotTakenOver()
        {
            SaveGame game = Begin().Save();
            game.Variables = new Dictionary<string, object> { { "cups", "many" }, { "mugs", 3.0 }, { "asked", true } };
            StoryPlayer later = Begin();
            later.Load(game);
            Assert.AreEqual(0, later.Variables["cups"]);
            Assert.IsFalse(later.Variables.ContainsKey("mugs"));
            Assert.AreEqual(true, later.Variables["asked"]);
        }

        [TestCase("'version': 2")]
        [TestCase("'start': 'attic'")]
        [TestCase("'title': 3")]
        public void ABrokenStoryIsRefused(string field)
        {
            string name = field.Substring(0, field.IndexOf(':'));
            int at = Tea.IndexOf(name + ":", StringComparison.Ordinal);
            string broken = Tea.Substring(0, at) + field + Tea.Substring(Tea.IndexOf(',', at));
            Assert.Throws<FormatException>(() => StoryReader.Read(broken.Replace('\'', '"')));
        }
    }
}
