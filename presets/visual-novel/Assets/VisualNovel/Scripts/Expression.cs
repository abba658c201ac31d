using System;
using System.Collections.Generic;
using System.Globalization;

namespace VisualNovel
{
    /// <summary>
    /// A condition or a value of the story, as in <c>trust >= 2 and not told</c>: numbers, truths and
    /// texts in single quotes, which never mix. Knows no engine.
    /// </summary>
    public sealed class Expression
    {
        private readonly Func<IDictionary<string, object>, object> evaluate;

        internal Expression(Func<IDictionary<string, object>, object> evaluate)
        {
            this.evaluate = evaluate;
        }

        /// <summary>Throws FormatException that says where it stops making sense.</summary>
        public static Expression Parse(string text)
        {
            return new ExpressionReader(text).ReadWhole();
        }

        /// <summary>Returns a double, bool or string. Throws InvalidOperationException when kinds do not fit.</summary>
        public object Evaluate(IDictionary<string, object> variables)
        {
            return evaluate(variables);
        }

        public bool Holds(IDictionary<string, object> variables)
        {
            return Truth(evaluate(variables));
        }

        /// <summary>Puts values in place of what stands in braces, as in <c>{nails} nails</c>.</summary>
        public static string Fill(string text, IDictionary<string, object> variables)
        {
            int open = text.IndexOf('{');
            int close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                return text;
            }

            object value = Parse(text.Substring(open + 1, close - open - 1)).Evaluate(variables);
            return text.Substring(0, open) + Shown(value) + Fill(text.Substring(close + 1), variables);
        }

        internal static double Number(object value)
        {
            return value is double number ? number : throw new InvalidOperationException(Shown(value) + " is no number.");
        }

        internal static bool Truth(object value)
        {
            return value is bool truth ? truth : throw new InvalidOperationException(Shown(value) + " is neither true nor false.");
        }

        internal static bool Same(object a, object b)
        {
            return a.GetType() == b.GetType()
                ? a.Equals(b)
                : throw new InvalidOperationException(Shown(a) + " and " + Shown(b) + " cannot be compared.");
        }

        private static string Shown(object value)
        {
            if (value is bool truth)
            {
                return truth ? "true" : "false";
            }

            return value is double number ? number.ToString("0.##", CultureInfo.InvariantCulture) : (string)value;
        }
    }
}
