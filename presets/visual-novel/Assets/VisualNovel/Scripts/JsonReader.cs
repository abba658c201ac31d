using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace VisualNovel
{
    /// <summary>Reads one JSON text from its beginning to its end.</summary>
    public sealed class JsonReader
    {
        private const int DeepestNesting = 64;
        private const string Escapes = "\"\\/bfnrt";
        private const string Meanings = "\"\\/\b\f\n\r\t";

        private readonly string text;
        private int at;
        private int depth;

        public JsonReader(string text)
        {
            this.text = text;
        }

        public object ReadWhole()
        {
            object value = ReadValue();
            SkipSpace();
            if (at < text.Length)
            {
                throw Fault("nothing more was expected");
            }

            return value;
        }

        private object ReadValue()
        {
            SkipSpace();
            switch (Peek())
            {
                case '{':
                    return ReadNested(ReadFields);
                case '[':
                    return ReadNested(ReadItems);
                case '"':
                    return ReadText();
                default:
                    return ReadWord();
            }
        }

        private object ReadNested(Func<object> read)
        {
            if (++depth > DeepestNesting)
            {
                throw Fault("it is nested too deeply");
            }

            at++;
            object value = read();
            depth--;
            return value;
        }

        private object ReadFields()
        {
            Dictionary<string, object> fields = new Dictionary<string, object>();
            while (!Ends('}', fields.Count > 0))
            {
                SkipSpace();
                string name = ReadText();
                SkipSpace();
                Expect(':');
                fields[name] = ReadValue();
            }

            return fields;
        }

        private object ReadItems()
        {
            List<object> items = new List<object>();
            while (!Ends(']', items.Count > 0))
            {
                items.Add(ReadValue());
            }

            return items;
        }

        private bool Ends(char end, bool wantsComma)
        {
            SkipSpace();
            if (Peek() == end)
            {
                at++;
                return true;
            }

            if (wantsComma)
            {
                Expect(',');
            }

            return false;
        }

        private string ReadText()
        {
            Expect('"');
            StringBuilder found = new StringBuilder();
            while (Peek() != '"')
            {
                char letter = text[at++];
                found.Append(letter == '\\' ? ReadEscape() : letter);
            }

            at++;
            return found.ToString();
        }

        private char ReadEscape()
        {
            char letter = Peek();
            at++;
            if (letter != 'u')
            {
                int known = Escapes.IndexOf(letter);
                return known >= 0 ? Meanings[known] : throw Fault("\\" + letter + " means nothing");
            }

            string digits = at + 4 <= text.Length ? text.Substring(at, 4) : "";
            if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code))
            {
                throw Fault("four hex digits were expected");
            }

            at += 4;
            return (char)code;
        }

        private object ReadWord()
        {
            int start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || "+-.".IndexOf(text[at]) >= 0))
            {
                at++;
            }

            string word = text.Substring(start, at - start);
            switch (word)
            {
                case "true":
                    return true;
                case "false":
                    return false;
                case "null":
                    return null;
            }

            if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            {
                return number;
            }

            at = start;
            throw Fault("a value was expected");
        }

        private void SkipSpace()
        {
            while (at < text.Length && " \t\r\n".IndexOf(text[at]) >= 0)
            {
                at++;
            }
        }

        private char Peek()
        {
            return at < text.Length ? text[at] : throw Fault("it ends too early");
        }

        private void Expect(char wanted)
        {
            if (Peek() != wanted)
            {
                throw Fault(wanted + " was expected");
            }

            at++;
        }

        private FormatException Fault(string reason)
        {
            int line = 1;
            for (int i = 0; i < at && i < text.Length; i++)
            {
                line += text[i] == '\n' ? 1 : 0;
            }

            return new FormatException("Line " + line + ": " + reason + ".");
        }
    }
}
