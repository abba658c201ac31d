using System;
using System.Linq;
using System.Reflection;
using MCPForUnity.Editor.Tools;
using Newtonsoft.Json.Linq;

// The tools that are here, as MCP for Unity finds and describes them.
public static class ToolList
{
    public static JArray All()
    {
        var found = from type in Assembly.GetExecutingAssembly().GetTypes()
            let tool = type.GetCustomAttribute<McpForUnityToolAttribute>()
            where tool != null
            select Described(type, tool);
        return new JArray(found);
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
