using NUnit.Framework;

namespace VisualNovel.Tests
{
    public sealed class SaveGameTests
    {
        [Test]
        public void ASaveComesBackWhole()
        {
            SaveGame game = new SaveGame { Node = "tea", Line = 3, Excerpt = "A \"cup\".", When = "1 May" };
            game.Variables["cups"] = 2.0;
            game.Variables["asked"] = true;
            game.Stage.Set("Quay", "Fog");
            game.Stage.Enter("odile", "smile");
            game.Backlog.Add("Odile: Come in.");
            Assert.IsTrue(SaveGame.TryRead(game.ToText(), out SaveGame again, out string reason), reason);
            Assert.AreEqual(game.ToText(), again.ToText());
        }

        [TestCase("{\"version\":2}", "newer")]
        [TestCase("{\"version\":0}", "older")]
        [TestCase("{\"version\":1}", "damaged")]
        [TestCase("{\"version\":\"one\"}", "damaged")]
        [TestCase("[]", "damaged")]
        [TestCase("", "damaged")]
        [TestCase("{\"version\":1,\"node\":", "damaged")]
        public void WhatCannotBeReadSaysWhy(string text, string word)
        {
            Assert.IsFalse(SaveGame.TryRead(text, out SaveGame game, out string reason));
            StringAssert.Contains(word, reason);
            Assert.IsNull(game);
        }

        [Test]
        public void AFieldOfAnotherKindIsDamage()
        {
            string text = new SaveGame { Node = "tea" }.ToText().Replace("\"tea\"", "null");
            Assert.IsFalse(SaveGame.TryRead(text, out SaveGame game, out string reason));
        }
    }
}
