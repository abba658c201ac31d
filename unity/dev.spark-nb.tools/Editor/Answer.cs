using System;
using System.IO;
using MCPForUnity.Editor.Helpers;
using Newtonsoft.Json.Linq;
using UnityEngine;

namespace Spark.Tools
{
    /// <summary>Puts what a tool returns, or why it did not, into MCP for Unity's answers.</summary>
    internal static class Answer
    {
        public static object To(JObject given, string message, Func<JObject, JObject> work)
        {
            try
            {
                return new SuccessResponse(message, work(given ?? new JObject()));
            }
            catch (Refusal refusal)
            {
                return Failed(refusal);
            }
            catch (Exception error) when (error is IOException || error is UnauthorizedAccessException)
            {
                return Failed(new Refusal("io_error", error.Message, "See whether another program holds the file."));
            }
            catch (Exception error)
            {
                Debug.LogException(error);
                return Failed(new Refusal(
                    "internal", $"The Unity package failed with {error.GetType().Name}.", "See Unity's console."));
            }
        }

        private static object Failed(Refusal refusal)
        {
            return new ErrorResponse(refusal.Code, refusal.ToJson());
        }
    }
}
