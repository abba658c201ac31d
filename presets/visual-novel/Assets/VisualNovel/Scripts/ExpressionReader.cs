using System;
using System.Collections.Generic;
using System.Globalization;

namespace VisualNovel
{
    using Term = Func<IDictionary<string, object>, object>;

    /// <summary>
    /// Reads an expression by its levels, weakest first: or, and, not, comparison, sum, product.
    /// </summary>
    public sealed class ExpressionReader
    {
        private const int DeepestNesting = 50;
        private static readonly string[] Comparisons = { "==", "!=", "<=", ">=", "<", ">" };

        private readonly string text;
        private int at;
        private int depth;

        public ExpressionReader(string text)
        {
            this.text = text;
        }

        public Expression ReadWhole()
        {
            Term term = ReadOr();
            SkipSpace();
            return at == text.Length ? new Expression(term) : throw Fault("nothing more was expected");
        }

        private Term ReadOr()
        {
            Term left = ReadAnd();
            while (TakeWord("or"))
            {
                Term a = left, b = ReadAnd();
                left = values => Expression.Truth(a(values)) || Expression.Truth(b(values));
            }

            return left;
        }

        private Term ReadAnd()
        {
            Term left = ReadNot();
            while (TakeWord("and"))
            {
                Term a = left, b = ReadNot();
                left = values => Expression.Truth(a(values)) && Expression.Truth(b(values));
            }

            return left;
        }

        private Term ReadNot()
        {
            if (!TakeWord("not"))
            {
                return ReadComparison();
            }

            Term inner = ReadNested(ReadNot);
            return values => !Expression.Truth(inner(values));
        }

        private Term ReadComparison()
        {
            Term left = ReadSum();
            string sign = TakeSign(Comparisons);
            if (sign == null)
            {
                return left;
            }

            Term right = ReadSum();
            return values => Compare(sign, left(values), right(values));
        }

        private static object Compare(string sign, object a, object b)
        {
            switch (sign)
            {
                case "==":
                    return Expression.Same(a, b);
                case "!=":
                    return !Expression.Same(a, b);
                case "<":
                    return Expression.Number(a) < Expression.Number(b);
                case "<=":
                    return Expression.Number(a) <= Expression.Number(b);
                case ">":
                    return Expression.Number(a) > Expression.Number(b);
                default:
                    return Expression.Number(a) >= Expression.Number(b);
            }
        }

        private Term ReadSum()
        {
            Term left = ReadProduct();
            for (string sign = TakeSign("+", "-"); sign != null; sign = TakeSign("+", "-"))
            {
                Term a = left, b = ReadProduct();
                double way = sign == "+" ? 1 : -1;
                left = values => Expression.Number(a(values)) + (way * Expression.Number(b(values)));
            }

            return left;
        }

        private Term ReadProduct()
        {
            Term left = ReadFactor();
            for (string sign = TakeSign("*", "/"); sign != null; sign = TakeSign("*", "/"))
            {
                Term a = left, b = ReadFactor();
                bool divides = sign == "/";
                left = values => divides ? Divided(a(values), b(values)) : Expression.Number(a(values)) * Expression.Number(b(values));
            }

            return left;
        }

        private static double Divided(object a, object b)
        {
            double by = Expression.Number(b);
            return by != 0 ? Expression.Number(a) / by : throw new InvalidOperationException("It divides by zero.");
        }

        private Term ReadFactor()
        {
            if (TakeSign("-") != null)
            {
                Term inner = ReadNested(ReadFactor);
                return values => -Expression.Number(inner(values));
            }

            if (TakeSign("(") == null)
            {
                return ReadLeaf();
            }

            Term within = ReadNested(ReadOr);
            return TakeSign(")") != null ? within : throw Fault("a ) is missing");
        }

        private Term ReadNested(Func<Term> read)
        {
            if (++depth > DeepestNesting)
            {
                throw Fault("it is nested too deeply");
            }

            Term term = read();
            depth--;
            return term;
        }

        private Term ReadLeaf()
        {
            SkipSpace();
            if (at < text.Length && text[at] == '\'')
            {
                int end = text.IndexOf('\'', at + 1);
                if (end < 0)
                {
                    throw Fault("a ' is missing");
                }

                return Constant(text.Substring(at + 1, end - at - 1), end + 1);
            }

            string word = PeekWord();
            if (word.Length == 0 || word == "and" || word == "or" || word == "not")
            {
                throw Fault("a value is missing");
            }

            int after = at + word.Length;
            if (word == "true" || word == "false")
            {
                return Constant(word == "true", after);
            }

            return char.IsDigit(word[0]) ? ReadNumber(word, after) : ReadVariable(word, after);
        }

        private Term ReadNumber(string word, int after)
        {
            return double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
                ? Constant(number, after)
                : throw Fault(word + " is no number");
        }

        private Term ReadVariable(string name, int after)
        {
            at = after;
            return values => values.TryGetValue(name, out object value)
                ? value
                : throw new InvalidOperationException("No variable is called " + name + ".");
        }

        private Term Constant(object value, int after)
        {
            at = after;
            return values => value;
        }

        private string PeekWord()
        {
            SkipSpace();
            int end = at;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_' || text[end] == '.'))
            {
                end++;
            }

            return text.Substring(at, end - at);
        }

        private bool TakeWord(string wanted)
        {
            bool there = PeekWord() == wanted;
            at += there ? wanted.Length : 0;
            return there;
        }

        private string TakeSign(params string[] signs)
        {
            SkipSpace();
            foreach (string sign in signs)
            {
                if (string.CompareOrdinal(text, at, sign, 0, sign.Length) == 0)
                {
                    at += sign.Length;
                    return sign;
                }
            }

            return null;
        }

        private void SkipSpace()
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }
        }

        private FormatException Fault(string reason)
        {
            return new FormatException("'" + text + "', letter " + (at + 1) + ": " + reason + ".");
        }
    }
}
