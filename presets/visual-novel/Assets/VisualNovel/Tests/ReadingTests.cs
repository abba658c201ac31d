using NUnit.Framework;

namespace VisualNovel.Tests
{
    /// <summary>The typewriter and the pace of lines.</summary>
    public sealed class ReadingTests
    {
        private static Typewriter Started(string text)
        {
            Typewriter typewriter = new Typewriter();
            typewriter.Begin(text);
            return typewriter;
        }

        private static float SecondsFor(string text)
        {
            Typewriter typewriter = Started(text);
            float seconds = 0f;
            for (; !typewriter.IsDone; seconds += 0.01f)
            {
                typewriter.Tick(0.01f, 20f);
            }

            return seconds;
        }

        [Test]
        public void LettersComeAtTheirSpeed()
        {
            Typewriter typewriter = Started("abcdefghij");
            typewriter.Tick(0.01f, 10f);
            Assert.AreEqual(1, typewriter.Shown);
            typewriter.Tick(0.5f, 10f);
            Assert.AreEqual(6, typewriter.Shown);
        }

        [TestCase("Yes. No", "Yes, No")]
        [TestCase("Yes, No", "Yes  No")]
        public void MarksRest(string longer, string shorter)
        {
            Assert.Greater(SecondsFor(longer), SecondsFor(shorter) + 0.1f);
        }

        [TestCase("3.50 is", "3550 is")]
        [TestCase("Well...", "Wellllll")]
        public void MarksWithinAWordDoNot(string one, string other)
        {
            Assert.LessOrEqual(SecondsFor(one), SecondsFor(other) + 0.02f);
        }

        [Test]
        public void WithoutSpeedAllIsThereAtOnce()
        {
            Typewriter typewriter = Started("All of it.");
            typewriter.Tick(0f, 0f);
            Assert.IsTrue(typewriter.IsDone);
            typewriter.Tick(0f, 0f);
            Assert.AreEqual(10, typewriter.Shown);
        }

        [Test]
        public void AnEmptyTextIsDone()
        {
            Assert.IsTrue(Started("").IsDone);
        }

        [Test]
        public void ByHandNothingGoesOn()
        {
            Assert.IsFalse(new Pace().Tick(100f, true, true, 10, 1f));
        }

        [Test]
        public void AutoRestsByTheLengthOfTheLine()
        {
            Pace pace = new Pace();
            pace.Toggle(Reading.Auto);
            pace.BeginLine();
            Assert.IsFalse(pace.Tick(50f, false, false, 100, 1f));
            Assert.IsFalse(pace.Tick(3.4f, true, false, 100, 1f));
            Assert.IsTrue(pace.Tick(0.2f, true, false, 100, 1f));
        }

        [Test]
        public void SkipHurriesThroughWhatWasReadAndStopsAtWhatIsNew()
        {
            Pace pace = new Pace();
            pace.Toggle(Reading.Skip);
            Assert.IsTrue(pace.Hurries(true));
            Assert.IsFalse(pace.Hurries(false));
            Assert.IsTrue(pace.Tick(0.1f, true, true, 100, 1f));
            Assert.IsFalse(pace.Tick(0.1f, true, false, 100, 1f));
            Assert.AreEqual(Reading.ByHand, pace.Mode);
        }

        [Test]
        public void TheSameButtonTurnsAModeOff()
        {
            Pace pace = new Pace();
            pace.Toggle(Reading.Auto);
            pace.Toggle(Reading.Skip);
            Assert.AreEqual(Reading.Skip, pace.Mode);
            pace.Toggle(Reading.Skip);
            Assert.AreEqual(Reading.ByHand, pace.Mode);
        }
    }
}
