// What a custom tool needs of MCP for Unity: attributes that describe it, and answers as they are written.
using System;
using Newtonsoft.Json;

namespace MCPForUnity.Editor.Tools
{
    [AttributeUsage(AttributeTargets.Class)]
    public class McpForUnityToolAttribute : Attribute
    {
        public McpForUnityToolAttribute(string name = null) { Name = name; }
        public string Name { get; set; }
        public string Description { get; set; }
        public string Group { get; set; } = "core";
    }

    [AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
    public class ToolParameterAttribute : Attribute
    {
        public ToolParameterAttribute(string description) { Description = description; }
        public string Description { get; set; }
        public bool Required { get; set; } = true;
    }
}

namespace MCPForUnity.Editor.Helpers
{
    public sealed class SuccessResponse
    {
        public SuccessResponse(string message, object data = null) { Message = message; Data = data; }
        [JsonProperty("success")] public bool Success { get { return true; } }
        [JsonProperty("message")] public string Message { get; }
        [JsonProperty("data", NullValueHandling = NullValueHandling.Ignore)] public object Data { get; }
    }

    public sealed class ErrorResponse
    {
        public ErrorResponse(string messageOrCode, object data = null) { Code = messageOrCode; Data = data; }
        [JsonProperty("success")] public bool Success { get { return false; } }
        [JsonProperty("code", NullValueHandling = NullValueHandling.Ignore)] public string Code { get; }
        [JsonProperty("error")] public string Error { get { return Code; } }
        [JsonProperty("data", NullValueHandling = NullValueHandling.Ignore)] public object Data { get; }
    }
}
