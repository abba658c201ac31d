using System;
using System.Collections.Generic;
using NUnit.Framework;

namespace VisualNovel.Tests
{
    public sealed class JsonTests
    {
        [TestCase("{\"a\":[1,-2.5,true,null],\"b\":{}}")]
        [TestCase("\"line\\u000a \\\"quoted\\\" \\\\ é\"")]
        [TestCase("[]")]
        public void WhatIsReadIsWrittenTheSame(string text)
        {
            Assert.AreEqual(text, Json.Write(Json.Read(text)));
        }

        [Test]
        public void FieldsKeepTheirOrder()
        {
            Dictionary<string, object> fields = (Dictionary<string, object>)Json.Read("{ \"z\" : 1 , \"a\" : 2 }");
            CollectionAssert.AreEqual(new[] { "z", "a" }, fields.Keys);
        }

        [TestCase("{\"a\":1,}")]
        [TestCase("{\"a\" 1}")]
        [TestCase("[1 2]")]
        [TestCase("\"open")]
        [TestCase("\"\\q\"")]
        [TestCase("\"\\u12\"")]
        [TestCase("nothing")]
        [TestCase("1 2")]
        [TestCase("")]
        public void WhatIsNoJsonIsRefused(string text)
        {
            Assert.Throws<FormatException>(() => Json.Read(text));
        }

        [Test]
        public void AFaultTellsItsLine()
        {
            FormatException fault = Assert.Throws<FormatException>(() => Json.Read("{\n\"a\": 1\n\"b\": 2}"));
            StringAssert.StartsWith("Line 3: ", fault.Message);
        }

        [Test]
        public void DepthHasALimit()
        {
            Assert.Throws<FormatException>(() => Json.Read(new string('[', 100000)));
        }
    }
}
