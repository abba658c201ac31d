// Runs the tests of one assembly: a line of text for each, then the exit code.
using System;
using System.Linq;
using System.Reflection;
using NUnit.Framework;

internal static class Runner
{
    private static int failed;

    private static int Main(string[] arguments)
    {
        Assembly tests = Assembly.LoadFrom(arguments[0]);
        foreach (Type fixture in tests.GetTypes().Where(type => type.IsPublic && !type.IsAbstract))
        {
            foreach (MethodInfo method in fixture.GetMethods())
            {
                RunAll(fixture, method);
            }
        }

        return failed == 0 ? 0 : 1;
    }

    private static void RunAll(Type fixture, MethodInfo method)
    {
        if (Has<TestAttribute>(method))
        {
            Run(fixture, method, new object[0], null);
        }

        foreach (TestCaseAttribute given in method.GetCustomAttributes(typeof(TestCaseAttribute), false))
        {
            Run(fixture, method, given.Arguments, given.ExpectedResult);
        }
    }

    private static void Run(Type fixture, MethodInfo method, object[] arguments, object expected)
    {
        string shown = string.Join(", ", arguments.Select(each => Convert.ToString(each)).ToArray());
        string name = fixture.Name + "." + method.Name + (arguments.Length > 0 ? "(" + shown + ")" : "");
        try
        {
            object instance = Activator.CreateInstance(fixture);
            CallMarked<SetUpAttribute>(instance);
            object result = method.Invoke(instance, arguments.Zip(method.GetParameters(), Fit).ToArray());
            if (expected != null)
            {
                Assert.AreEqual(expected, result);
            }

            CallMarked<TearDownAttribute>(instance);
            Console.WriteLine("passed " + name);
        }
        catch (TargetInvocationException error)
        {
            Fail(name, error.InnerException);
        }
        catch (AssertionException error)
        {
            Fail(name, error);
        }
    }

    private static void Fail(string name, Exception error)
    {
        failed++;
        Console.WriteLine("failed " + name + ": " + error.GetType().Name + ": " + error.Message.Replace("\n", " "));
    }

    private static object Fit(object argument, ParameterInfo parameter)
    {
        bool number = argument is IConvertible && parameter.ParameterType.IsPrimitive;
        return number ? Convert.ChangeType(argument, parameter.ParameterType) : argument;
    }

    private static void CallMarked<T>(object instance) where T : Attribute
    {
        foreach (MethodInfo method in instance.GetType().GetMethods().Where(Has<T>))
        {
            method.Invoke(instance, null);
        }
    }

    private static bool Has<T>(MethodInfo method) where T : Attribute
    {
        return method.GetCustomAttributes(typeof(T), false).Length > 0;
    }
}
