using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Spark.Tools
{
    /// <summary>The arguments of a call, read field by field. What is null counts as left out.</summary>
    public sealed class Arguments
    {
        public const int TextLimitBytes = 200 * 1024;
        private static readonly UTF8Encoding StrictUtf8 = new UTF8Encoding(false, true);

        private readonly JObject given;

        public Arguments(JObject given, params string[] known)
        {
            this.given = given;
            var unknown = given.Properties().FirstOrDefault(field => !known.Contains(field.Name));
            if (unknown != null)
            {
                throw Refusal.Rejected(
                    unknown.Name, $"There is no field {unknown.Name}.", null, null, "Check the spelling.");
            }
        }

        public string Text(string field)
        {
            return OptionalText(field) ?? throw Refusal.Rejected(
                field, $"{field} is missing.", null, null, $"Pass {field}.");
        }

        public string OptionalText(string field)
        {
            var value = Value(field);
            if (value == null || value.Type == JTokenType.String)
            {
                return (string)value;
            }
            throw WrongKind(field, "text", value);
        }

        /// <summary>The bytes of a text that has to fit 200 KiB of UTF-8.</summary>
        public byte[] Utf8(string field)
        {
            return Utf8(field, Text(field));
        }

        public int Whole(string field, int otherwise, int least, int most)
        {
            var number = Number(field, otherwise, least, most);
            if (number != Math.Floor(number))
            {
                throw WrongKind(field, "a whole number", Value(field));
            }
            return (int)number;
        }

        public double Number(string field, double otherwise, double least, double most)
        {
            var value = Value(field);
            if (value == null)
            {
                return otherwise;
            }
            if (value.Type != JTokenType.Integer && value.Type != JTokenType.Float)
            {
                throw WrongKind(field, "a number", value);
            }
            var number = Convert.ToDouble(((JValue)value).Value, CultureInfo.InvariantCulture);
            if (number >= least && number <= most)
            {
                return number;
            }
            var limit = number < least ? least : most;
            throw Refusal.Rejected(
                field, $"{field} must be {Shown(least)} to {Shown(most)} (got {Shown(number)}).",
                limit, number, $"Use {Shown(limit)}.");
        }

        public JObject Mapping(string field)
        {
            var value = Value(field) ?? new JObject();
            var mapping = value as JObject ?? throw WrongKind(field, "a mapping of names to values", value);
            Utf8(field, mapping.ToString(Formatting.None));
            return mapping;
        }

        public JArray List(string field)
        {
            var value = Value(field) ?? new JArray();
            var list = value as JArray ?? throw WrongKind(field, "a list", value);
            Utf8(field, list.ToString(Formatting.None));
            return list;
        }

        private static byte[] Utf8(string field, string text)
        {
            byte[] bytes;
            try
            {
                bytes = StrictUtf8.GetBytes(text);
            }
            catch (EncoderFallbackException)
            {
                throw Refusal.Rejected(
                    field, $"{field} has a lone surrogate, which UTF-8 cannot hold.", null, null, "Remove it.");
            }
            if (bytes.Length > TextLimitBytes)
            {
                throw Refusal.Rejected(
                    field, $"{field} is {bytes.Length} bytes of UTF-8; the limit is {TextLimitBytes}.",
                    TextLimitBytes, bytes.Length, "Split it into smaller ones.");
            }
            return bytes;
        }

        private JToken Value(string field)
        {
            var value = given[field];
            return value == null || value.Type == JTokenType.Null ? null : value;
        }

        private static Refusal WrongKind(string field, string kind, JToken value)
        {
            return Refusal.Rejected(
                field, $"{field} must be {kind} (got {value.Type.ToString().ToLowerInvariant()}).",
                kind, value.Type.ToString(), "Correct the value.");
        }

        private static string Shown(double number)
        {
            return number.ToString("0.###", CultureInfo.InvariantCulture);
        }
    }
}
