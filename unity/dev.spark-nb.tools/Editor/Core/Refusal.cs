using System;
using Newtonsoft.Json.Linq;

namespace Spark.Tools
{
    /// <summary>Why a call was not carried out: a code for programs, words and a next step for people.</summary>
    public sealed class Refusal : Exception
    {
        private readonly JObject facts;

        public Refusal(string code, string message, string hint) : base(message)
        {
            Code = code;
            facts = new JObject { { "code", code }, { "message", message }, { "hint", hint } };
        }

        public string Code { get; }

        public JObject ToJson()
        {
            return facts;
        }

        /// <summary>A rule was broken. Limit and actual are in the field's own unit.</summary>
        public static Refusal Rejected(string field, string message, JToken limit, JToken actual, string hint)
        {
            return new Refusal("rejected", message, hint).With("field", field).With("limit", limit).With("actual", actual);
        }

        /// <summary>The file is not what was expected; hashes are null where there is, or should be, none.</summary>
        public static Refusal Conflict(string path, string message, string expected, string actual, string hint)
        {
            return new Refusal("conflict", message, hint)
                .With("path", path).With("expected", expected).With("actual", actual);
        }

        /// <summary>What Unity does now does not go together with the call; it may later.</summary>
        public static Refusal Busy(string message, double retryAfterSeconds, string hint)
        {
            return new Refusal("busy", message, hint).With("retry_after_seconds", retryAfterSeconds);
        }

        private Refusal With(string name, JToken value)
        {
            facts[name] = value;
            return this;
        }
    }
}
