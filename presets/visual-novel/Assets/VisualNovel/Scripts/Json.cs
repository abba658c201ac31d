using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace VisualNovel
{
    /// <summary>
    /// JSON as plain values: text, double, bool, null, lists, and objects whose fields keep their
    /// order. Knows no engine.
    /// </summary>
    public static class Json
    {
        /// <summary>Throws FormatException that says where the text stops making sense.</summary>
        public static object Read(string text)
        {
            return new JsonReader(text).ReadWhole();
        }

        public static string Write(object value)
        {
            StringBuilder written = new StringBuilder();
            Write(value, written);
            return written.ToString();
        }

        private static void Write(object value, StringBuilder written)
        {
            if (value == null)
            {
                written.Append("null");
            }
            else if (value is bool truth)
            {
                written.Append(truth ? "true" : "false");
            }
            else if (value is string text)
            {
                WriteText(text, written);
            }
            else if (value is IDictionary<string, object> fields)
            {
                WriteFields(fields, written);
            }
            else if (value is IEnumerable<object> items)
            {
                WriteItems(items, written);
            }
            else
            {
                written.Append(Convert.ToDouble(value).ToString("R", CultureInfo.InvariantCulture));
            }
        }

        private static void WriteFields(IDictionary<string, object> fields, StringBuilder written)
        {
            string between = "{";
            foreach (KeyValuePair<string, object> field in fields)
            {
                written.Append(between);
                WriteText(field.Key, written);
                written.Append(':');
                Write(field.Value, written);
                between = ",";
            }

            written.Append(fields.Count == 0 ? "{}" : "}");
        }

        private static void WriteItems(IEnumerable<object> items, StringBuilder written)
        {
            written.Append('[');
            string between = "";
            foreach (object item in items)
            {
                written.Append(between);
                Write(item, written);
                between = ",";
            }

            written.Append(']');
        }

        private static void WriteText(string text, StringBuilder written)
        {
            written.Append('"');
            foreach (char letter in text)
            {
                if (letter == '"' || letter == '\\')
                {
                    written.Append('\\').Append(letter);
                }
                else if (letter < ' ')
                {
                    written.Append("\\u").Append(((int)letter).ToString("x4"));
                }
                else
                {
                    written.Append(letter);
                }
            }

            written.Append('"');
        }
    }
}
