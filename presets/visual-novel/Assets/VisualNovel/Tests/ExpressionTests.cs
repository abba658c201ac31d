using System;
using System.Collections.Generic;
using NUnit.Framework;

namespace VisualNovel.Tests
{
    public sealed class ExpressionTests
    {
        private static readonly Dictionary<string, object> Values = new Dictionary<string, object>
        {
            { "trust", 2.0 }, { "told", false }, { "name", "Odile" },
        };

        // SPARK's linter reads these cases too, so that both understand a story alike.
        [TestCase("1 + 2 * 3", 7)]
        [TestCase("(1 + 2) * 3", 9)]
        [TestCase("10 - 4 - 3", 3)]
        [TestCase("8 / 4 / 2", 1)]
        [TestCase("-trust + 1", -1)]
        [TestCase("trust >= 2 and not told", true)]
        [TestCase("not told or trust > 9 and told", true)]
        [TestCase("not trust == 2", false)]
        [TestCase("(trust == 2) == true", true)]
        [TestCase("name == 'Odile'", true)]
        [TestCase("name != ''", true)]
        [TestCase("false and 1 / 0 > 1", false)]
        [TestCase("true or told", true)]
        public void GivesItsValue(string text, object value)
        {
            Assert.AreEqual(value, Expression.Parse(text).Evaluate(Values));
        }

        [TestCase("")]
        [TestCase("1 +")]
        [TestCase("(1 + 2")]
        [TestCase("1 2")]
        [TestCase("1 < 2 < 3")]
        [TestCase("trust = 2")]
        [TestCase("name == 'Odile")]
        [TestCase("and told")]
        public void WhatCannotBeReadIsRefused(string text)
        {
            Assert.Throws<FormatException>(() => Expression.Parse(text));
        }

        [TestCase("trust == name")]
        [TestCase("told > 1")]
        [TestCase("not trust")]
        [TestCase("name + 1")]
        [TestCase("lost == 1")]
        [TestCase("1 / (trust - 2)")]
        public void WhatDoesNotFitFails(string text)
        {
            Assert.Throws<InvalidOperationException>(() => Expression.Parse(text).Evaluate(Values));
        }

        [TestCase("{trust + 0.5} nails, {name}.", "2.5 nails, Odile.")]
        [TestCase("No values.", "No values.")]
        [TestCase("An open { brace.", "An open { brace.")]
        public void TextsTakeValues(string text, string filled)
        {
            Assert.AreEqual(filled, Expression.Fill(text, Values));
        }
    }
}
