using System;
using System.Linq;
using System.Reflection;
using MCPForUnity.Editor.Tools;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

// Lists the tools of an assembly as MCP for Unity finds them, one line of JSON each.
public static class ListTools
{
    public static void Main(string[] words)
    {
        foreach (var type in Assembly.LoadFrom(words[0]).GetTypes())
        {
            var tool = type.GetCustomAttribute<McpForUnityToolAttribute>();
            if (tool != null)
            {
                Console.WriteLine(Described(type, tool).ToString(Formatting.None));
            }
        }
    }

    private static JObject Described(Type type, McpForUnityToolAttribute tool)
    {
        var handler = type.GetMethod(
            "HandleCommand", BindingFlags.Public | BindingFlags.Static, null, new[] { typeof(JObject) }, null);
        var fields = type.GetNestedType("Parameters").GetProperties()
            .Select(field => new { field, said = field.GetCustomAttribute<ToolParameterAttribute>() })
            .Where(each => each.said != null)
            .Select(each => new JObject
            {
                { "name", each.field.Name }, { "type", JsonType(each.field.PropertyType) },
                { "required", each.said.Required }, { "description", each.said.Description },
            });
        return new JObject
        {
            { "name", tool.Name }, { "group", tool.Group }, { "description", tool.Description },
            { "answers", handler != null && handler.ReturnType == typeof(object) },
            { "parameters", new JArray(fields) },
        };
    }

    private static string JsonType(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) { return "string"; }
        if (type == typeof(int) || type == typeof(long)) { return "integer"; }
        if (type == typeof(float) || type == typeof(double)) { return "number"; }
        if (type == typeof(bool)) { return "boolean"; }
        return typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? "array" : "object";
    }
}
