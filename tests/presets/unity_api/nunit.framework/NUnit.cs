// The part of NUnit 3 that EditMode tests use, working.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace NUnit.Framework
{
    [AttributeUsage(AttributeTargets.Class)]
    public class TestFixtureAttribute : Attribute { }

    [AttributeUsage(AttributeTargets.Method)]
    public class TestAttribute : Attribute { }

    [AttributeUsage(AttributeTargets.Method)]
    public class SetUpAttribute : Attribute { }

    [AttributeUsage(AttributeTargets.Method)]
    public class TearDownAttribute : Attribute { }

    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public class TestCaseAttribute : Attribute
    {
        public TestCaseAttribute(params object[] arguments) { Arguments = arguments; }
        public object[] Arguments { get; private set; }
        public object ExpectedResult { get; set; }
    }

    public class AssertionException : Exception
    {
        public AssertionException(string message) : base(message) { }
    }

    public delegate void TestDelegate();

    public static class Assert
    {
        public static void Fail(string message) { throw new AssertionException(message); }
        public static void That(bool condition) { That(condition, "The condition is false."); }
        public static void That(bool condition, string message) { if (!condition) { Fail(message); } }
        public static void IsTrue(bool condition) { That(condition, "Expected true."); }
        public static void IsTrue(bool condition, string message) { That(condition, message); }
        public static void IsFalse(bool condition) { That(!condition, "Expected false."); }
        public static void IsFalse(bool condition, string message) { That(!condition, message); }
        public static void IsNull(object value) { That(value == null, "Expected null, got " + Show(value)); }
        public static void IsNotNull(object value) { That(value != null, "Expected not null."); }
        public static void IsEmpty(IEnumerable values) { That(!values.Cast<object>().Any(), "Expected nothing, got " + Show(values)); }
        public static void AreSame(object expected, object actual) { That(ReferenceEquals(expected, actual), "Expected the same object."); }
        public static void AreNotSame(object expected, object actual) { That(!ReferenceEquals(expected, actual), "Expected another object."); }

        public static void AreEqual(double expected, double actual, double within)
        {
            That(Math.Abs(expected - actual) <= within, "Expected " + expected + " within " + within + ", got " + actual);
        }

        public static void AreEqual(object expected, object actual) { AreEqual(expected, actual, ""); }

        public static void AreEqual(object expected, object actual, string message)
        {
            That(Same(expected, actual), "Expected " + Show(expected) + ", got " + Show(actual) + ". " + message);
        }

        public static void AreNotEqual(object expected, object actual)
        {
            That(!Same(expected, actual), "Expected another value than " + Show(expected));
        }

        public static void Greater(double a, double b) { That(a > b, "Expected more than " + b + ", got " + a); }
        public static void GreaterOrEqual(double a, double b) { That(a >= b, "Expected at least " + b + ", got " + a); }
        public static void Less(double a, double b) { That(a < b, "Expected less than " + b + ", got " + a); }
        public static void LessOrEqual(double a, double b) { That(a <= b, "Expected at most " + b + ", got " + a); }

        public static T Throws<T>(TestDelegate code) where T : Exception
        {
            try
            {
                code();
            }
            catch (T thrown)
            {
                if (thrown.GetType() == typeof(T))
                {
                    return thrown;
                }
            }

            throw new AssertionException("Expected " + typeof(T).Name + ".");
        }

        public static void DoesNotThrow(TestDelegate code) { code(); }

        private static bool Same(object expected, object actual)
        {
            if (IsNumber(expected) && IsNumber(actual))
            {
                return Convert.ToDouble(expected) == Convert.ToDouble(actual);
            }

            IEnumerable a = expected as IEnumerable, b = actual as IEnumerable;
            if (a == null || b == null || expected is string)
            {
                return Equals(expected, actual);
            }

            List<object> left = a.Cast<object>().ToList(), right = b.Cast<object>().ToList();
            return left.Count == right.Count && left.Zip(right, Same).All(same => same);
        }

        private static bool IsNumber(object value) { return value is int || value is long || value is float || value is double || value is byte; }

        private static string Show(object value)
        {
            IEnumerable items = value as IEnumerable;
            if (items == null || value is string)
            {
                return value == null ? "null" : "<" + value + ">";
            }

            return "[" + string.Join(", ", items.Cast<object>().Select(Show).ToArray()) + "]";
        }
    }

    public static class CollectionAssert
    {
        public static void AreEqual(IEnumerable expected, IEnumerable actual) { Assert.AreEqual((object)expected, (object)actual); }
        public static void Contains(IEnumerable values, object wanted)
        {
            Assert.That(values.Cast<object>().Contains(wanted), "Expected it to contain " + wanted);
        }
    }

    public static class StringAssert
    {
        public static void Contains(string part, string whole) { Assert.That(whole.Contains(part), "Expected <" + part + "> in <" + whole + ">"); }
        public static void StartsWith(string start, string whole) { Assert.That(whole.StartsWith(start), "Expected <" + whole + "> to start with <" + start + ">"); }
    }
}
