using System;
using System.Text.RegularExpressions;

namespace UnityEngine.TestTools
{
    [AttributeUsage(AttributeTargets.Method)]
    public class UnityTestAttribute : Attribute { }

    public static class LogAssert
    {
        public static extern void Expect(LogType type, string message);
        public static extern void Expect(LogType type, Regex message);
        public static extern void NoUnexpectedReceived();
    }
}
